"""The forms of the OpenAPI document: functions from one document to another."""

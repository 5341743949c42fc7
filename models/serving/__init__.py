"""Raw inputs to answers: the recorded chain, a runtime, and the way back to the targets' units and labels."""

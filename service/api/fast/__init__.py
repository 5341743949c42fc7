"""The hot path of predictions: past FastAPI, its middleware and tasks.

It takes what nearly all callers send all day: `POST /v1/models/{name}/predict` with a small body of numbers or a small image, nothing unusual in
its head, for a model that is loaded. All else, and whatever turns out to be faulty, goes to the ordinary route.
"""

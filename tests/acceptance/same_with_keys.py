"""The files of the acceptance ring that run once: with keys on they would send the same requests to the same code behind the check of the key.

`make ci` runs the others again with keys on. A file stays out of this list where it sends the key itself, or gives it to a client, a command or a
page. `tests/long/test_fuzzed_api.py` calls every operation with a key.
"""

#: Names of files, and why keys change nothing that they prove.
SAME_WITH_KEYS = {
    "test_below_a_path.py": "calls with a key in both runs",
    "test_every_get.py": "is about kinds of jobs and models",
    "test_fair_share.py": "has its owners from the database",
    "test_full_disk.py": "is about files that the API writes",
    "test_hostile_requests.py": "is about bodies; those of the corpus are read alike for every owner",
    "test_keys.py": "starts a service that requires keys in both runs",
    "test_life.py": "is about processes that end",
    "test_networks.py": "is about what jobs compute",
    "test_pauses.py": "is about what workers do",
    "test_plain_keras.py": "is about files that Keras opens",
    "test_recipes.py": "is about what jobs compute",
    "test_searches.py": "is about what workers do",
    "test_story_of_a_failed_job.py": "is about what metrics, logs and traces say of a job",
    "test_surroundings.py": "is about processes and folders",
    "test_uploads.py": "is about what files hold; test_client_data.py uploads with a key",
}

"""A rehearsal of the containers without Docker: steps of the Dockerfile in new root folders, then services of docker-compose.yml in them."""

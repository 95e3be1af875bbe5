"""What answers every save: checks in a sandbox that stays warm, in the browser and in the terminal."""

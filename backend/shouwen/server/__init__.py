"""The web server around the application: its door, the limits at the door, and how it is closed."""

"""VBA projects written from text, without Excel."""

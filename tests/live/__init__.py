"""Tests of what answers every save."""

"""Tests of functions that are handed out with a mistake, to be mended and named."""

"""Quantify digital sovereignty as exact intervals: estates in, scores out (method osk-souv v1)."""

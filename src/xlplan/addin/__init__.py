"""The front ends: buttons and cell functions in Excel and LibreOffice."""

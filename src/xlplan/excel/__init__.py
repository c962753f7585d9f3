"""The only package that opens or builds workbooks."""

"""The bundle for a clerk's Windows PC without internet: what is in it, how it is built, what it must hold."""

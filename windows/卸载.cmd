@echo off
rem ASCII only: the reason stands in the file that installs. Takes away the add-in and the program; a school's own folders
rem are nowhere near, and Python stays, for others may use it.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "VENV=%LOCALAPPDATA%\xlplan\venv"
set "CODE=1"
if not defined LOCALAPPDATA goto end
if not exist "%HERE%program\remove.txt" goto packed
if not exist "%VENV%\" goto not_here

type "%HERE%program\remove.txt"
pause
"%VENV%\Scripts\python.exe" -I -X utf8 -m xlplan addin remove || type "%HERE%program\addin-left.txt"
rem Python of the environment has ended here, or its own files could not be deleted.
rmdir /s /q "%VENV%" 2>nul
rem rmdir does not reliably tell that a file was in use.
if exist "%VENV%\" goto in_use
type "%HERE%program\removed.txt"
set "CODE=0"
goto end

:not_here
type "%HERE%program\not-here.txt"
set "CODE=0"
goto end

:in_use
type "%HERE%program\in-use.txt"
goto end

:packed
echo Please unpack the whole zip into a folder first, then start this file there.

:end
echo.
pause
exit /b %CODE%

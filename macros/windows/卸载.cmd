@echo off
rem ASCII only: the reason stands in the file that installs. Takes away the add-in and the program; a school's own folders
rem are nowhere near, and Python stays, for others may use it.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "DATA=%LOCALAPPDATA%\xlplan"
set "CODE=1"
if not defined LOCALAPPDATA goto end
if not exist "%HERE%program\remove.txt" goto packed
if not exist "%DATA%\venv\" goto not_here

type "%HERE%program\remove.txt"
pause
"%DATA%\venv\Scripts\python.exe" -I -X utf8 -m xlplan addin remove || goto addin_left
rem A folder in use cannot be renamed: the program goes whole or not at all.
if exist "%DATA%\venv.old\" rmdir /s /q "%DATA%\venv.old"
ren "%DATA%\venv" venv.old 2>nul
if exist "%DATA%\venv\" goto in_use
rmdir /s /q "%DATA%\venv.old" 2>nul
for /d %%d in ("%DATA%\venv.done-*") do rmdir /s /q "%%d"
type "%HERE%program\removed.txt"
set "CODE=0"
goto end

:not_here
type "%HERE%program\not-here.txt"
set "CODE=0"
goto end

:addin_left
type "%HERE%program\addin-left.txt"
goto end

:in_use
type "%HERE%program\in-use.txt"
goto end

:packed
rem Started from inside the zip, where nothing else is unpacked: no text to show but this one.
echo Please unpack the whole zip into a folder first, then start this file there.

:end
echo.
pause
exit /b %CODE%

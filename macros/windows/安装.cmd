@echo off
rem ASCII only, on purpose. cmd reads this file in the code page of its console: 936 on most Chinese PCs, 65001 or 437 on
rem others. Chinese in here would be garbled on some of them, and under 65001 cmd may lose its place after a label.
rem The Chinese comes from Python; before there is one, from texts in UTF-16, which "type" shows alike in every code page.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "DATA=%LOCALAPPDATA%\xlplan"
set "CODE=1"
if not exist "%HERE%program\install.py" goto packed

rem A Python of 32 bit or for ARM cannot use our wheels, one without pip cannot install them, and what the one of the Store
rem writes into AppData is not where Excel looks for it.
set "PROBE=import pip, sys, sysconfig, venv; sys.exit(sysconfig.get_platform() != 'win-amd64' or 'WindowsApps' in sys.base_prefix)"
set RUN=py -3.11
%RUN% -I -c "%PROBE%" >nul 2>nul && goto install
rem Here it stands when it was installed for this user only; the launcher may be new to this window, or not there.
set RUN="%LOCALAPPDATA%\Programs\Python\Python311\python.exe"
%RUN% -I -c "%PROBE%" >nul 2>nul && goto install

set "SETUP="
for %%F in ("%HERE%python-3.11.*-amd64.exe") do set "SETUP=%%~fF"
if not defined SETUP goto no_python
type "%HERE%program\python-wait.txt"
if not exist "%DATA%\" mkdir "%DATA%"
rem The launcher for all users, which is the default, would ask for an administrator.
start "" /wait "%SETUP%" /quiet /log "%DATA%\python.log" InstallAllUsers=0 PrependPath=0 Include_launcher=1 InstallLauncherAllUsers=0 AssociateFiles=0 Shortcuts=0 Include_doc=0 Include_test=0
%RUN% -I -c "%PROBE%" >nul 2>nul && goto install
type "%HERE%program\python-failed.txt"
goto end

:install
%RUN% -I -X utf8 "%HERE%program\install.py"
set "CODE=%ERRORLEVEL%"
goto end

:no_python
type "%HERE%program\no-python.txt"
goto end

:packed
rem Started from inside the zip, where nothing else is unpacked: no text to show but this one.
echo Please unpack the whole zip into a folder first, then start this file there.

:end
echo.
pause
exit /b %CODE%

@echo off
rem Installs the course from this stick, without the internet, and starts it.
rem How to run it: double-click this file. To stop the course: press Ctrl+C in its window.
rem What you add is passed on; in a Command Prompt, for instance:  start.bat --learner "Amina"
rem
rem It writes one folder, .toc-training-env in your user folder, and nothing on the stick.
rem The second start is quick: what is installed already is used.
setlocal EnableExtensions DisableDelayedExpansion
set "here=%~dp0"
set "room=%USERPROFILE%\.toc-training-env"
set "program=%room%\Scripts\toc-training.exe"

rem Installed before, and the stick is the same or is not there: start.
if not exist "%program%" goto look
if not exist "%room%\stamp.txt" goto look
if not exist "%here%wheels\" goto run
fc /b "%here%stamp.txt" "%room%\stamp.txt" >nul 2>&1
if not errorlevel 1 goto run

:look
if not exist "%here%wheels\" goto no_wheels

rem A Python this stick was made for; which those are stands in made-for.txt.
set "python="
for %%v in (3.14 3.13 3.12 3.11) do call :try py -%%v
call :try python
call :try python3
if not defined python goto no_python

echo Installing the course in "%room%".
echo This takes a few minutes, and needs no internet. The last step, Installing,
echo is the longest and shows nothing: let it work ...
if exist "%room%\stamp.txt" del "%room%\stamp.txt"
%python% -m venv --clear --without-pip "%room%"
if errorlevel 1 goto no_room
for %%p in ("%here%wheels\pip-*.whl") do set "pip=%%~fp"
"%room%\Scripts\python.exe" "%pip%\pip" install --isolated --no-index --disable-pip-version-check --progress-bar off --no-warn-script-location --find-links "%here%wheels" toc-training
if errorlevel 1 goto not_installed
copy /y "%here%start.bat" "%room%\start.bat" >nul
copy /y "%here%stamp.txt" "%room%\stamp.txt" >nul
echo Installed. From now on it starts without the stick as well: "%room%\start.bat"

:run
"%program%" start %*
if errorlevel 1 pause
exit /b

rem Takes the words it is called with as the Python to use, if it fits and none was found before.
:try
if defined python exit /b 0
%* "%here%fits.py" >nul 2>&1
if not errorlevel 1 set "python=%*"
exit /b 0

:no_wheels
echo The folder wheels is not beside this file: copy the whole folder of the stick, then start again.
goto stop

:no_python
echo No Python that this stick was made for was found. It was made for:
type "%here%made-for.txt"
for %%i in ("%here%python-3*.exe") do echo Double-click "%%~nxi" on the stick to install Python, then start again.
if not exist "%here%python-3*.exe" echo Ask your instructor for the Python installer that fits this stick, then start again.
goto stop

:no_room
echo The folder "%room%" could not be made: close the course if it is open elsewhere, free some space, and start again.
goto stop

:not_installed
echo The course could not be installed; the reason is the line above that begins with ERROR.
echo Free 600 MB on the disk if it is full, and start again; if that does not help, show the line to your instructor.
goto stop

:stop
pause
exit /b 1

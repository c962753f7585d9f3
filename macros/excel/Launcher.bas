Attribute VB_Name = "XlplanLauncher"
Option Explicit

' A press of a button: its request is written, Python is started in a process of its own, and its answer is looked for
' by the clock of Excel, which goes on working meanwhile. Requests and answers are described in addin/exchange.py.

Private Const SECONDS_TO_START As Long = 30
Private Const SECONDS_TO_ANSWER As Long = 900

Private pressed As String       ' the number of the press that is waited for, "" for none
Private doing As String         ' its label
Private bookName As String      ' the workbook it was pressed in
Private since As Date

Public Sub XlplanPress(ByVal button As String, ByVal label As String, ByVal live As Boolean)
    Dim python As String
    If pressed <> "" Then
        XlplanSay label, "refused", "还在" & doing & "，等它有了回答再点。"
        Exit Sub
    End If
    If ActiveWorkbook Is Nothing Then
        XlplanSay label, "refused", "先打开单位 workbooks 里的台账，再点。"
        Exit Sub
    End If
    python = Setting("python")
    If python = "" Then
        XlplanSay label, "refused", "xlplan 还没有装好，找不到它的设置。请重新运行安装，或运行 xlplan addin install。"
        Exit Sub
    End If
    If Dir(python) = "" Then
        XlplanSay label, "refused", "找不到 Python：" & python & "。请重新运行安装，或运行 xlplan addin install。"
        Exit Sub
    End If
    pressed = CStr(CLng(Date)) & "-" & CStr(CLng(Timer * 100))
    doing = label
    bookName = ActiveWorkbook.Name
    since = Now
    On Error GoTo failed
    If live Then ActiveWorkbook.SaveCopyAs RequestFile("xlsx")
    WriteRequest button
    XlplanStart python, pressed
    On Error GoTo 0
    XlplanLook
    Exit Sub
failed:
    pressed = ""
    XlplanSay label, "refused", "启动不了：" & Err.Description & "。请重新运行安装，或运行 xlplan addin install。"
End Sub

' Look for the answer; where there is none yet, look again in a second.
Public Sub XlplanLook()
    Dim waited As Long
    If pressed = "" Then Exit Sub
    waited = CLng((Now - since) * 86400)
    If Dir(RequestFile("answer")) <> "" Then
        ShowAnswer
    ElseIf waited > SECONDS_TO_START And Dir(RequestFile("request")) <> "" Then
        GiveUp "Python 没有启动起来，可能被安全软件拦住了。运行“自检”，或重新运行安装。"
    ElseIf waited > SECONDS_TO_ANSWER Then
        GiveUp "等了很久没有回答。台账很大的，改用 xlplan 命令；不大的，运行“自检”。"
    Else
        Application.StatusBar = "xlplan 正在" & doing & "…… " & waited & " 秒"
        Application.OnTime Now + TimeSerial(0, 0, 1), XlplanProcedure("XlplanLauncher.XlplanLook")
    End If
End Sub

Private Sub ShowAnswer()
    Dim file As Integer, said As String, parts() As String, at As Long
    Dim state As String, message As String, sheet As String, cell As String, path As String, left_out As String
    Dim book As Workbook, label As String
    On Error Resume Next
    Set book = Workbooks(bookName)
    On Error GoTo 0
    label = doing
    file = FreeFile
    Open RequestFile("answer") For Input As #file
    Do While Not EOF(file)
        Line Input #file, said
        at = InStr(said, "=")
        If at > 0 Then
            parts = Split(Mid(said, at + 1), vbTab)
            Select Case Left(said, at - 1)
                Case "state": state = Plain(parts(0))
                Case "message": message = Plain(parts(0))
                Case "open": path = Plain(parts(0))
                Case "goto": sheet = Plain(parts(0)): cell = Plain(parts(1))
                Case "mark"
                    If Not book Is Nothing Then
                        XlplanMark book, Plain(parts(1)), Plain(parts(2)), Plain(parts(0)), Plain(parts(3)), left_out
                    End If
            End Select
        End If
    Loop
    Close #file
    Kill RequestFile("answer")
    pressed = ""
    Application.StatusBar = False
    If left_out <> "" Then message = message & vbLf & "有保护的工作表没有标出：" & left_out & "。撤销保护再点。"
    If sheet <> "" And Not book Is Nothing Then GoToCell book, sheet, cell
    If path <> "" Then
        On Error Resume Next
        Workbooks.Open path
        If Err.Number <> 0 Then message = "打不开 " & path & "。" & Err.Description
        On Error GoTo 0
    End If
    XlplanSay label, state, message
End Sub

Private Sub GiveUp(ByVal reason As String)
    On Error Resume Next
    Kill RequestFile("request")
    Kill RequestFile("xlsx")
    On Error GoTo 0
    pressed = ""
    Application.StatusBar = False
    XlplanSay doing, "refused", reason
End Sub

Private Sub GoToCell(ByVal book As Workbook, ByVal sheet As String, ByVal cell As String)
    Dim found As Worksheet
    Set found = XlplanSheet(book, sheet)
    If found Is Nothing Then Exit Sub
    On Error Resume Next
    book.Activate
    found.Activate
    found.Range(cell).Select
End Sub

Public Sub XlplanSay(ByVal label As String, ByVal state As String, ByVal message As String)
    Dim icon As Long
    icon = vbInformation
    If state = "findings" Then icon = vbExclamation
    If state = "refused" Then icon = vbCritical
    MsgBox message, icon, "总务助手 - " & label
End Sub

' ---- files in the user's profile

Private Sub WriteRequest(ByVal button As String)
    Dim file As Integer, path As String
    path = ActiveWorkbook.Name
    ' LibreOffice's FullName is the name alone.
    If ActiveWorkbook.Path <> "" Then path = ActiveWorkbook.Path & XlplanSeparator(ActiveWorkbook.Path) & path
    file = FreeFile
    Open RequestFile("request") For Output As #file
    Print #file, "button=" & button
    Print #file, "workbook=" & Escaped(path)
    Print #file, "saved=" & IIf(ActiveWorkbook.Saved, "yes", "no")
    Close #file
End Sub

Private Function XlplanSeparator(ByVal path As String) As String
    XlplanSeparator = IIf(InStr(path, "\") > 0, "\", "/")
End Function

Private Function RequestFile(ByVal kind As String) As String
    Dim folder As String
    folder = XlplanProfile() & XlplanSeparator(XlplanProfile()) & "requests"
    If Dir(folder, vbDirectory) = "" Then MkDir folder
    RequestFile = folder & XlplanSeparator(folder) & pressed & "." & kind
End Function

Private Function Setting(ByVal wanted As String) As String
    Dim file As Integer, said As String, path As String
    path = XlplanProfile() & XlplanSeparator(XlplanProfile()) & "settings.txt"
    If Dir(path) = "" Then Exit Function
    file = FreeFile
    Open path For Input As #file
    Do While Not EOF(file)
        Line Input #file, said
        If Left(said, Len(wanted) + 1) = wanted & "=" Then Setting = Plain(Mid(said, Len(wanted) + 2))
    Loop
    Close #file
End Function

' \uXXXX for what is not plain ASCII; Python writes and reads the same.
Private Function Escaped(ByVal text As String) As String
    Dim at As Long, unit As Long, done As String
    For at = 1 To Len(text)
        unit = AscW(Mid(text, at, 1)) And &HFFFF&
        If unit >= 32 And unit < 127 And unit <> 92 Then
            done = done & ChrW(unit)
        Else
            done = done & "\u" & Right("000" & Hex(unit), 4)
        End If
    Next at
    Escaped = done
End Function

Private Function Plain(ByVal text As String) As String
    Dim at As Long, done As String
    at = InStr(text, "\u")
    Do While at > 0
        done = done & Left(text, at - 1) & ChrW(CLng("&H" & Mid(text, at + 2, 4)))
        text = Mid(text, at + 6)
        at = InStr(text, "\u")
    Loop
    Plain = done & text
End Function

Attribute VB_Name = "XlplanLauncher"
Option Explicit

' A press of a button: its request is written, Python is started in a process of its own, and its answer is looked for
' by the clock of Excel, which goes on working meanwhile. Requests and answers are described in addin/exchange.py.

Private Const SECONDS_TO_START As Long = 30
Private Const SECONDS_TO_ANSWER As Long = 900

Private pressed As String       ' the number of the press that is waited for, "" for none
Private asked As String         ' its button
Private doing As String         ' the label of that
Private bookName As String      ' the workbook it was pressed in
Private since As Date
Private nextLook As Date

Public Sub XlplanPress(ByVal button As String, ByVal label As String, ByVal live As Boolean)
    Dim python As String, reason As String
    If pressed <> "" Then
        XlplanSay label, "refused", "还在" & doing & "，等它有了回答再点。"
        Exit Sub
    End If
    If ActiveWorkbook Is Nothing Then
        XlplanSay label, "refused", "先打开单位 workbooks 里的台账，再点。"
        Exit Sub
    End If
    On Error GoTo failed
    python = Setting("python")
    If python = "" Then
        XlplanSay label, "refused", "xlplan 还没有装好，找不到它的设置。请重新运行安装，或运行 xlplan addin install。"
        Exit Sub
    End If
    If Not XlplanIsThere(python) Then
        XlplanSay label, "refused", "找不到 Python：" & python & "。请重新运行安装，或运行 xlplan addin install。"
        Exit Sub
    End If
    pressed = CStr(CLng(Date)) & "-" & CStr(CLng(Timer * 100))
    asked = button
    doing = label
    bookName = ActiveWorkbook.Name
    since = Now
    If live Then ActiveWorkbook.SaveCopyAs RequestFile("xlsx")
    WriteRequest
    XlplanStart python, pressed
    XlplanLook
    Exit Sub
failed:
    reason = Err.Description
    GiveUp label, "没有做成：" & reason & "。看看磁盘是不是满了；不是的，重新运行安装，或运行 xlplan addin install。"
End Sub

' Look for the answer; where there is none yet, look again in a second.
Public Sub XlplanLook()
    Dim waited As Long, reason As String, answer As String
    If pressed = "" Then Exit Sub
    On Error GoTo failed
    waited = CLng((Now - since) * 86400)
    answer = Whole(RequestFile("answer"))
    If answer <> "" Then
        ShowAnswer Split(answer, vbLf)
    ElseIf waited > SECONDS_TO_START And Dir(RequestFile("request")) <> "" Then
        GiveUp doing, "Python 没有启动起来，可能被安全软件拦住了。运行“自检”，或重新运行安装。"
    ElseIf waited > SECONDS_TO_ANSWER Then
        GiveUp doing, "等了很久没有回答。台账很大的，改用 xlplan 命令；不大的，运行“自检”。"
    Else
        Application.StatusBar = "xlplan 正在" & doing & "…… " & waited & " 秒"
        nextLook = Now + TimeSerial(0, 0, 1)
        Application.OnTime nextLook, XlplanProcedure("XlplanLauncher.XlplanLook")
    End If
    Exit Sub
failed:
    reason = Err.Description
    GiveUp doing, "有了回答，显示不出来：" & reason & "。再点一次。"
End Sub

' Excel would open a workbook that was closed again, to look.
Public Sub Auto_Close()
    On Error Resume Next
    If pressed = "" Then Exit Sub
    Application.OnTime nextLook, XlplanProcedure("XlplanLauncher.XlplanLook"), , False
    Application.StatusBar = False
End Sub

Private Sub ShowAnswer(ByVal lines As Variant)
    Dim number As Long, parts As Variant, message As String, state As String, path As String, label As String
    Dim sheet As String, cell As String
    For number = LBound(lines) To UBound(lines)
        parts = Fields(lines(number))
        Select Case parts(0)
            Case "state"
                state = parts(1)
            Case "message"
                message = parts(1)
            Case "open"
                path = parts(1)
            Case "goto"
                sheet = parts(1)
                cell = parts(2)
        End Select
    Next number
    If asked = "Mark" And state <> "refused" Then message = message & MarkAll(lines)
    If sheet <> "" Then GoToCell sheet, cell
    label = doing
    Forget
    If path <> "" Then message = Opened(path, message)
    XlplanSay label, state, message
End Sub

' Put the marks of an answer in the place of those that are there; what is to be said of it.
Private Function MarkAll(ByVal lines As Variant) As String
    Dim book As Workbook, number As Long, parts As Variant, left_out As String, saved As Boolean
    Set book = PressedBook()
    If book Is Nothing Then
        MarkAll = vbLf & "工作簿已经关了，没有标到格里。"
        Exit Function
    End If
    ' Marks are no change that a clerk has to save.
    saved = book.Saved
    XlplanTakeOff book, left_out
    left_out = ""
    For number = LBound(lines) To UBound(lines)
        parts = Fields(lines(number))
        If parts(0) = "mark" Then XlplanMark book, parts(2), parts(3), parts(1), parts(4), left_out
    Next number
    book.Saved = saved
    If left_out <> "" Then MarkAll = vbLf & "有的格没有标出，工作表有保护，或者不让改：" & left_out & "。"
End Function

Private Function Opened(ByVal path As String, ByVal message As String) As String
    Opened = message
    On Error GoTo failed
    Workbooks.Open path
    Exit Function
failed:
    Opened = "打不开 " & path & "。" & Err.Description
End Function

Private Sub GoToCell(ByVal sheet As String, ByVal cell As String)
    Dim book As Workbook, found As Worksheet
    Set book = PressedBook()
    If book Is Nothing Then Exit Sub
    Set found = XlplanSheet(book, sheet)
    If found Is Nothing Then Exit Sub
    On Error Resume Next
    book.Activate
    found.Activate
    found.Range(cell).Select
End Sub

' The workbook that the button was pressed in; Nothing where it was closed or renamed meanwhile.
Private Function PressedBook() As Workbook
    Dim book As Workbook
    For Each book In Workbooks
        If book.Name = bookName Then Set PressedBook = book
    Next book
End Function

Private Sub GiveUp(ByVal label As String, ByVal reason As String)
    Forget
    XlplanSay label, "refused", reason
End Sub

' End a press: its files are taken away, another button may be pressed.
Private Sub Forget()
    Dim kind As Variant
    On Error Resume Next
    If pressed <> "" Then
        For Each kind In Array("request", "xlsx", "answer")
            If Dir(RequestFile(kind)) <> "" Then Kill RequestFile(kind)
        Next kind
    End If
    pressed = ""
    Application.StatusBar = False
End Sub

Public Sub XlplanSay(ByVal label As String, ByVal state As String, ByVal message As String)
    Dim icon As Long
    icon = vbInformation
    If state = "findings" Then icon = vbExclamation
    If state = "refused" Then icon = vbCritical
    MsgBox message, icon, "总务助手 - " & label
End Sub

' ---- files in the user's profile

Private Sub WriteRequest()
    Dim file As Integer, path As String, reason As String
    path = ActiveWorkbook.Name
    ' LibreOffice's FullName is the name alone.
    If ActiveWorkbook.Path <> "" Then path = ActiveWorkbook.Path & Separator(ActiveWorkbook.Path) & path
    file = FreeFile
    Open RequestFile("request") For Output As #file
    On Error GoTo failed
    Print #file, "button=" & asked
    Print #file, "workbook=" & Escaped(path)
    Print #file, "saved=" & IIf(ActiveWorkbook.Saved, "yes", "no")
    Close #file
    Exit Sub
failed:
    reason = Err.Description
    Close #file
    Err.Raise 1003, , reason
End Sub

Private Function Separator(ByVal path As String) As String
    Separator = IIf(InStr(path, "\") > 0, "\", "/")
End Function

Private Function RequestFile(ByVal kind As String) As String
    Dim folder As String
    folder = XlplanProfile() & Separator(XlplanProfile()) & "requests"
    If Dir(folder, vbDirectory) = "" Then MkDir folder
    RequestFile = folder & Separator(folder) & pressed & "." & kind
End Function

Private Function Setting(ByVal wanted As String) As String
    Dim lines As Variant, number As Long, parts As Variant
    lines = Split(Whole(XlplanProfile() & Separator(XlplanProfile()) & "settings.txt"), vbLf)
    For number = LBound(lines) To UBound(lines)
        parts = Fields(lines(number))
        If parts(0) = wanted Then Setting = parts(1)
    Next number
End Function

' The lines of a file with vbLf between; "" where it is not there, or another program holds it just now.
Private Function Whole(ByVal path As String) As String
    Dim file As Integer, said As String, done As String
    If Dir(path) = "" Then Exit Function
    On Error GoTo busy
    file = FreeFile
    Open path For Input As #file
    Do While Not EOF(file)
        Line Input #file, said
        done = done & said & vbLf
    Loop
    Close #file
    Whole = done
    Exit Function
busy:
    Close #file
End Function

' Name and parts of a line, the name first; a line that is none has an empty name.
Private Function Fields(ByVal said As String) As Variant
    Dim parts As Variant, number As Long
    If InStr(said, "=") = 0 Then said = "="
    parts = Split(Replace(said, "=", vbTab, 1, 1), vbTab)
    For number = 1 To UBound(parts)
        parts(number) = Plain(parts(number))
    Next number
    Fields = parts
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

Attribute VB_Name = "XlplanMarks"
Option Explicit

' Marks in the open workbook: a conditional format and a comment, never the cell's own fill or value. LibreOffice's extension
' makes and knows the same ones.

Private Const ALWAYS As String = "=""xlplan""<>"""""
Private Const OURS As String = """xlplan""<>"""""
Private Const EXPRESSION As Long = 2

' Mark a cell; where it cannot be marked, its sheet is added to left_out.
Public Sub XlplanMark(ByVal book As Workbook, ByVal sheet As String, ByVal cell As String, ByVal severity As String, ByVal text As String, ByRef left_out As String)
    Dim found As Worksheet, at As Range, colour As Long
    Set found = XlplanSheet(book, sheet)
    If found Is Nothing Then Exit Sub
    On Error GoTo failed
    Set at = found.Range(cell)
    colour = RGB(255, 199, 206)
    If severity = "warning" Then colour = RGB(255, 235, 156)
    If severity = "note" Then colour = RGB(221, 235, 247)
    With at.FormatConditions.Add(EXPRESSION, , ALWAYS)
        .Interior.Color = colour
        .SetFirstPriority
    End With
    ' A comment of the clerk's own stays; what is wrong is then told by 检查本工作簿 and 检查结果.
    If at.Comment Is Nothing Then
        at.AddComment Signature() & text
        at.Comment.Shape.TextFrame.AutoSize = True
    End If
    Exit Sub
failed:
    LeaveOut sheet, left_out
End Sub

' Take all marks away, and say of how many cells.
Public Sub XlplanUnmark(ByVal book As Workbook)
    Dim number As Long, left_out As String, saved As Boolean
    On Error GoTo failed
    saved = book.Saved
    number = XlplanTakeOff(book, left_out)
    book.Saved = saved
    If left_out <> "" Then
        XlplanSay "清除标记", "findings", "清除了 " & number & " 个格的标记。有保护的工作表没有动：" & left_out & "。撤销保护再点。"
    Else
        XlplanSay "清除标记", "done", "清除了 " & number & " 个格的标记。"
    End If
    Exit Sub
failed:
    XlplanSay "清除标记", "refused", "没有清除：" & Err.Description & "。在 LibreOffice 里，用菜单“总务助手”里的同一项。"
End Sub

' Take all marks away: of how many cells; marked sheets that cannot be changed are added to left_out.
Public Function XlplanTakeOff(ByVal book As Workbook, ByRef left_out As String) As Long
    Dim sheet As Worksheet
    For Each sheet In book.Worksheets
        If sheet.ProtectContents Or sheet.ProtectDrawingObjects Then
            If HasMarks(sheet) Then LeaveOut sheet.Name, left_out
        Else
            XlplanTakeOff = XlplanTakeOff + TakeOffSheet(sheet)
        End If
    Next sheet
End Function

Private Function TakeOffSheet(ByVal sheet As Worksheet) As Long
    Dim at As Long
    For at = sheet.Comments.Count To 1 Step -1
        If IsOurs(sheet.Comments(at)) Then sheet.Comments(at).Delete
    Next at
    With sheet.Cells.FormatConditions
        For at = .Count To 1 Step -1
            If IsMark(.Item(at)) Then
                TakeOffSheet = TakeOffSheet + CellsOf(.Item(at))
                .Item(at).Delete
            End If
        Next at
    End With
End Function

Private Function CellsOf(ByVal condition As Object) As Long
    CellsOf = condition.AppliesTo.Cells.Count
    If condition.Formula1 <> ALWAYS Then CellsOf = UBound(Split(condition.Formula1, "COLUMN()="))
End Function

Private Function HasMarks(ByVal sheet As Worksheet) As Boolean
    Dim at As Long
    For at = 1 To sheet.Cells.FormatConditions.Count
        If IsMark(sheet.Cells.FormatConditions(at)) Then HasMarks = True
    Next at
End Function

Private Sub LeaveOut(ByVal sheet As String, ByRef left_out As String)
    If InStr("、" & left_out & "、", "、" & sheet & "、") = 0 Then left_out = left_out & IIf(left_out = "", "", "、") & sheet
End Sub

Private Function IsOurs(ByVal comment As Object) As Boolean
    IsOurs = Left(comment.Text, Len(Signature())) = Signature()
End Function

' Scales and bars have no formula to be asked for. LibreOffice has marks whose formula says more, of the cells that they are for.
Private Function IsMark(ByVal condition As Object) As Boolean
    If condition.Type = EXPRESSION Then IsMark = InStr(condition.Formula1, OURS) > 0
End Function

Private Function Signature() As String
    Signature = "【xlplan】"
End Function

' The sheet by its name, which may have blanks around it; Nothing where there is none.
Public Function XlplanSheet(ByVal book As Workbook, ByVal wanted As String) As Worksheet
    Dim sheet As Worksheet
    For Each sheet In book.Worksheets
        If Trim(sheet.Name) = wanted Then Set XlplanSheet = sheet
    Next sheet
End Function

Attribute VB_Name = "XlplanHost"
Option Explicit

' Where xlplan keeps its files, and how a process is started: Windows, and LibreOffice on Linux.

Public Function XlplanProfile() As String
    If Environ("LOCALAPPDATA") <> "" Then
        XlplanProfile = Environ("LOCALAPPDATA") & "\xlplan"
    ElseIf Environ("XDG_DATA_HOME") <> "" Then
        XlplanProfile = Environ("XDG_DATA_HOME") & "/xlplan"
    Else
        XlplanProfile = Environ("HOME") & "/.local/share/xlplan"
    End If
End Function

' Python takes the number of the press and nothing else; -P keeps it from looking for modules beside the workbook.
Public Sub XlplanStart(ByVal python As String, ByVal number As String)
    Dim words As String
    words = """" & python & """ -P -m xlplan.addin press " & number
    If Environ("LOCALAPPDATA") = "" Then
        Shell words, vbHide
    Else
        CreateObject("WScript.Shell").Run words, 0, False
    End If
End Sub

' How the clock is told what to call. Excel wants the workbook too, since another one may hold the same modules; LibreOffice, which
' calls itself Excel 11, knows a procedure by its module alone.
Public Function XlplanProcedure(ByVal wanted As String) As String
    XlplanProcedure = wanted
    If Val(Application.Version) >= 12 Then XlplanProcedure = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & wanted
End Function

Public Function XlplanIsThere(ByVal path As String) As Boolean
    XlplanIsThere = Dir(path) <> ""
End Function

Attribute VB_Name = "XlplanStart"
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

' Python takes the number of the press and nothing else; -I keeps it from looking for modules beside the workbook.
Public Sub XlplanStart(ByVal python As String, ByVal number As String)
    Dim command As String, host As Object
    command = """" & python & """ -I -m xlplan.addin press " & number
    On Error Resume Next
    Set host = CreateObject("WScript.Shell")
    On Error GoTo 0
    If host Is Nothing Then
        Shell command, vbHide
    Else
        host.Run command, 0, False
    End If
End Sub

Attribute VB_Name = "XlplanHost"
Option Explicit

' Where xlplan keeps its files, and how a process is started: Excel for Mac, which lets a macro write into its own container only,
' and start a process only through a script that was installed for it. Ours takes the number of the press and nothing else.

Public Function XlplanProfile() As String
    XlplanProfile = Environ("HOME") & "/xlplan"
End Function

Public Sub XlplanStart(ByVal python As String, ByVal number As String)
    Dim answer As String
    answer = AppleScriptTask("xlplan.applescript", "press", number)
End Sub

Public Function XlplanProcedure(ByVal wanted As String) As String
    XlplanProcedure = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & wanted
End Function

' Nobody in the container can look outside of it.
Public Function XlplanIsThere(ByVal path As String) As Boolean
    XlplanIsThere = True
End Function

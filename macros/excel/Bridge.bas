' ---- from here on xlplan's own, in the place of what xlwings has under these names

Function GetConfig(configKey As String, Optional default As String = "") As Variant
    ' One thing is configured, and only by the installation, in the user's own profile: the interpreter.
    GetConfig = default
    If configKey = "INTERPRETER_WIN" Then GetConfig = XlplanPython()
End Function

Function XLPyCommand()
    ' Quotes around the path and around the whole command, for cmd.exe takes the outer ones away.
    XLPyCommand = "cmd.exe /K """"" & XlplanPython() & """ -P -c ""from xlplan.addin.functions.excel import serve_excel; serve_excel('$(CLSID)')"""""
End Function

Private Function XlplanPython() As String
    Dim path As String, python As String, file As Integer, field As Variant
    path = Environ("LOCALAPPDATA") & "\xlplan\settings.txt"
    If Dir(path) <> "" Then
        file = FreeFile
        Open path For Input Access Read As #file
        For Each field In Split(Replace(Input$(LOF(file), #file), vbCr, ""), vbLf)
            If Left$(field, 7) = "python=" Then python = XlplanPlain(Mid$(field, 8))
        Next
        Close #file
    End If
    If python = "" Then Err.Raise 1002, Description:={{ not_installed }}
    If Dir(python) = "" Then Err.Raise 1002, Description:={{ no_python }} & python
    XlplanPython = python
End Function

Private Function XlplanPlain(ByVal text As String) As String
    ' What is not plain ASCII is written \uXXXX.
    Dim parts As Variant, i As Long
    parts = Split(text, "\u")
    XlplanPlain = parts(0)
    For i = 1 To UBound(parts)
        XlplanPlain = XlplanPlain & ChrW(CLng("&H" & Left$(parts(i), 4))) & Mid$(parts(i), 5)
    Next i
End Function

'The cell functions of xlplan, made from its registry; each hands its arguments to Python by the bridge.
{% for function in functions %}
Function {{ function.name }}({{ parameters(function) }})
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    If TypeOf Application.Caller Is Range Then On Error GoTo failed
    {{ function.name }} = XLPy.CallUDF("xlplan.addin.functions.excel", "{{ function.name }}", Array({% for one in function.arguments %}{{ one.name }}, {% endfor %}Nothing), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    {{ function.name }} = Err.Description
End Function

{% endfor %}

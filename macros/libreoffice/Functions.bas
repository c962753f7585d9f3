REM The cell functions of xlplan, made from its registry: each hands its arguments to the extension of xlplan.

{% for function in functions %}
Function {{ function.name }}({{ parameters(function) }})
    Dim given({{ function.arguments | length - 1 }})
{% for one in function.arguments %}
{% if one.optional %}
    If Not IsMissing({{ one.name }}) Then given({{ loop.index0 }}) = {{ one.name }}
{% else %}
    given({{ loop.index0 }}) = {{ one.name }}
{% endif %}
{% endfor %}
    {{ function.name }} = xlplanAnswer("{{ function.name }}", given)
End Function

{% endfor %}
Private Function xlplanAnswer(name, given)
    Dim service, answer
    service = createUnoService("org.xlplan.Functions")
    If IsNull(service) Then
        xlplanAnswer = "xlplan 的扩展没有装好，请运行 xlplan addin install。"
        Exit Function
    End If
    answer = service.call(name, given)
    If IsArray(answer) Then answer = xlplanMatrix(answer)
    xlplanAnswer = answer
End Function

REM Rows of rows, as they come, to the two dimensions that Calc wants.
Private Function xlplanMatrix(rows)
    Dim row, at, widest
    widest = UBound(rows(0))
    Dim matrix(UBound(rows), widest)
    For row = 0 To UBound(rows)
        For at = 0 To widest
            matrix(row, at) = rows(row)(at)
        Next
    Next
    xlplanMatrix = matrix
End Function

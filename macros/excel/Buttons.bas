Attribute VB_Name = "XlplanButtons"
Option Explicit

' What the buttons on a sheet call, and the ribbon with itself as the argument: declared As Object, so that no type library is needed.
{% for button in buttons %}

Public Sub {{ button.name }}()
{% if button.press %}
    XlplanPress "{{ button.name }}", "{{ button.label }}", {{ button.live }}
{% else %}
    If Not ActiveWorkbook Is Nothing Then XlplanUnmark ActiveWorkbook
{% endif %}
End Sub

Public Sub Ribbon{{ button.name }}(control As Object)
    {{ button.name }}
End Sub
{% endfor %}

Attribute VB_Name = "XlplanButtons"
Option Explicit

' What the buttons on a sheet call, and the ribbon.
{% for button in buttons %}

Public Sub {{ button.name }}()
{% if button.press %}
    XlplanPress "{{ button.name }}", "{{ button.label }}", {{ button.live }}
{% else %}
    If Not ActiveWorkbook Is Nothing Then XlplanUnmark ActiveWorkbook
{% endif %}
End Sub
{% endfor %}

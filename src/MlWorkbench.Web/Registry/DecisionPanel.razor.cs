using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Registry.Requests;

namespace MlWorkbench.Web.Registry;

/// <summary>Form to comment on, approve, reject or withdraw an open request. Shows the reason if the reader may not decide.</summary>
public sealed partial class DecisionPanel
{
    private string? _comment;
    private string? _overrideReason;

    [Parameter, EditorRequired]
    public required TransitionRequestDetails Details { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<DecisionText> OnApprove { get; set; }

    [Parameter]
    public EventCallback<string?> OnReject { get; set; }

    [Parameter]
    public EventCallback<string?> OnComment { get; set; }

    [Parameter]
    public EventCallback<string?> OnWithdraw { get; set; }

    private bool NoComment => string.IsNullOrWhiteSpace(_comment);

    private bool MayApprove => Details.StaleReason is null && (Details.BlockingGates.Count == 0 || !string.IsNullOrWhiteSpace(_overrideReason));

    private string ApproveText => Details.BlockingGates.Count > 0 ? "Approve anyway" : "Approve";

    private string OverrideLabel => $"Reason to approve although {string.Join(", ", Details.BlockingGates.Select(gate => $"“{gate.Title}”"))} failed";

    private string? Take()
    {
        var comment = _comment;
        _comment = null;
        return comment;
    }
}

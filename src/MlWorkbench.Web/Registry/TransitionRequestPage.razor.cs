using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Engine.Evaluations.Segments;
using MudBlazor;

namespace MlWorkbench.Web.Registry;

/// <summary>One transition request, laid out like a pull request: reason, evidence, checks, conversation and decision.</summary>
public sealed partial class TransitionRequestPage
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    private TransitionRequestDetails? _details;
    private bool _mayAsk;
    private bool _busy;

    [Inject]
    public required TransitionRequestCatalog Catalog { get; init; }

    [Inject]
    public required TransitionRequests Requests { get; init; }

    [Inject]
    public required AuditRevision Changes { get; init; }

    [Inject]
    public required TransitionDecisions Decisions { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    private string? VerdictClass => _details!.Evidence switch
    {
        { Metrics: [{ Outcome: ComparisonOutcome.Worse }, ..] } => "bad",
        var evidence when evidence.Segments.Any(segment => segment.Outcome == ComparisonOutcome.Worse) => "warning",
        _ => null,
    };

    protected override void OnInitialized() => _ = KeepFreshAsync(RefreshInterval, () => Changes.ReadAsync(Left), async () =>
    {
        if (_details?.Request.State == TransitionRequestState.Open)
        {
            await ReadAsync();
        }

        return true;
    });

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _mayAsk = actor.May(Permission.ManageModels);
        _details = await Catalog.FindAsync(actor, Id, Left);
    });

    private Task ApproveAsync(DecisionText decision) => DecideAsync(
        actor => Decisions.ApproveAsync(actor, Id, decision.Comment, decision.OverrideReason, Left),
        _details switch
        {
            { Rollout: not null } => $"The rollout of version {_details.Request.Version} has started.",
            { Request.ToStage: Stage.Production } => $"Version {_details.Request.Version} is in Production.",
            _ => "Approved.",
        });

    private Task RejectAsync(string? comment) => DecideAsync(actor => Decisions.RejectAsync(actor, Id, comment, Left), "Rejected.");

    private Task WithdrawAsync(string? comment) => DecideAsync(actor => Decisions.WithdrawAsync(actor, Id, comment, Left), "Withdrawn.");

    private Task CommentAsync(string? comment) => DecideAsync(actor => Requests.CommentAsync(actor, Id, comment, Left), said: null);

    private Task RefreshAsync() => DecideAsync(actor => Requests.RefreshEvidenceAsync(actor, Id, Left), "The evidence was refreshed.");

    private async Task DecideAsync(Func<Actor, Task> decide, string? said)
    {
        _busy = true;
        if (await ActAsync(decide) && said is not null)
        {
            Snackbar.Add(said, Severity.Success);
        }

        await ReadAsync();
        _busy = false;
    }
}

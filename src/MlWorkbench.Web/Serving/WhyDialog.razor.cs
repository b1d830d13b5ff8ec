using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Serving;

namespace MlWorkbench.Web.Serving;

/// <summary>The contributions of the columns to a logged prediction.</summary>
public sealed partial class WhyDialog
{
    /// <summary>Smaller differences are not shown in the numbers either.</summary>
    private const double Tolerance = 1e-6;

    private PredictionReason? _reason;

    [Inject]
    public required PredictionReasons Reasons { get; init; }

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    [Parameter, EditorRequired]
    public required LoggedPrediction Prediction { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(async actor => _reason = await Reasons.FindAsync(actor, Endpoint, Prediction.Id, Left));
}

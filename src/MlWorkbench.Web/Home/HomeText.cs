using MlWorkbench.Application.Home;
using MlWorkbench.Web.Jobs;

namespace MlWorkbench.Web.Home;

/// <summary>Texts and links of open tasks and changes.</summary>
internal static class HomeText
{
    public static string Of(NeedKind kind) => kind switch
    {
        NeedKind.Request => "Decide",
        NeedKind.Drift => "Drift",
        _ => "Failed",
    };

    public static string UrlOf(Need need) => need.Kind switch
    {
        NeedKind.Request => WorkbenchUrls.TransitionRequest(need.Id),
        NeedKind.Drift => WorkbenchUrls.Drift(need.Title, need.Id),
        _ => JobText.UrlOf(need.Job!) ?? WorkbenchUrls.Jobs,
    };

    public static string TitleOf(Change change) => change.Number is null ? change.Name : $"{change.Name} version {change.Number}";

    public static string Of(Change change) => change.Kind switch
    {
        ChangeKind.DatasetVersion => "Dataset uploaded",
        ChangeKind.Experiment => "Experiment started",
        ChangeKind.ModelVersion => "Model registered",
        ChangeKind.StageTransition => $"Moved to {change.Details}",
        _ => "Report shared",
    };

    public static string UrlOf(Change change) => change.Kind switch
    {
        ChangeKind.DatasetVersion => WorkbenchUrls.Dataset(change.Name, change.Number),
        ChangeKind.Experiment => WorkbenchUrls.Experiment(change.Id),
        ChangeKind.Report => WorkbenchUrls.Reports,
        _ => WorkbenchUrls.ModelVersion(change.Name, change.Number!.Value),
    };
}

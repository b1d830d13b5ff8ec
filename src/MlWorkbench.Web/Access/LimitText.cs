using MlWorkbench.Application.Access;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Access;

/// <summary>Limits in words.</summary>
internal static class LimitText
{
    public static string TitleOf(string key) => NameOf(key) switch
    {
        nameof(LimitOptions.Experiments) => "Queued and running experiments",
        nameof(LimitOptions.BudgetSeconds) => "Time that they may still search",
        nameof(LimitOptions.Jobs) => "Other queued and running jobs",
        nameof(LimitOptions.Uploads) => "Uploads under way",
        nameof(LimitOptions.StorageBytes) => "Dataset versions that you made",
        nameof(LimitOptions.Pages) => "Open pages",
        _ => key,
    };

    public static string ValueOf(string key, double value) => NameOf(key) switch
    {
        nameof(LimitOptions.BudgetSeconds) => NumberText.Duration(value),
        nameof(LimitOptions.StorageBytes) => NumberText.Bytes((long)value),
        _ => NumberText.Count((long)value),
    };

    private static string NameOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

using MlWorkbench.Application.Access;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Access;

/// <summary>Texts for limits.</summary>
internal static class LimitText
{
    public static string TitleOf(string key) => NameOf(key) switch
    {
        nameof(LimitOptions.Experiments) => "Queued and running experiments",
        nameof(LimitOptions.BudgetSeconds) => "Remaining search time of these experiments",
        nameof(LimitOptions.Jobs) => "Other queued and running jobs",
        nameof(LimitOptions.Uploads) => "Uploads in progress",
        nameof(LimitOptions.StorageBytes) => "Size of your dataset versions",
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

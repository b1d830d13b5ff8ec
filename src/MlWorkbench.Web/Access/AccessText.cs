using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Access;

/// <summary>Texts for roles, permissions and accounts.</summary>
internal static class AccessText
{
    public static (VerdictLevel Level, string Text) StateOf(UserState state) => state switch
    {
        UserState.Active => (VerdictLevel.Good, "Active"),
        UserState.Invited => (VerdictLevel.Busy, "Invited"),
        _ => (VerdictLevel.Neutral, "Disabled"),
    };

    /// <summary>The browser and operating system of a session, as reported by the browser.</summary>
    public static string BrowserOf(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return "Unknown browser";
        }

        // A browser also sends the names of browsers it is compatible with, so the order matters.
        var browser = FirstIn(userAgent, ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")) ?? "Browser";
        var system = FirstIn(userAgent, ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"), ("Linux", "Linux"));
        return system is null ? browser : $"{browser} on {system}";
    }

    private static string? FirstIn(string userAgent, params ReadOnlySpan<(string Mark, string Name)> names)
    {
        foreach (var (mark, name) in names)
        {
            if (userAgent.Contains(mark, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }

    public static string WithArticle(UserRole role) => role is UserRole.Analyst or UserRole.Approver or UserRole.Operator or UserRole.Admin ? $"an {role}" : $"a {role}";

    public static string Of(Permission permission) => permission switch
    {
        Permission.Read => "See datasets, experiments, models and reports",
        Permission.ManageDatasets => "Upload, describe and archive datasets",
        Permission.RunExperiments => "Run experiments",
        Permission.ManageModels => "Register models and request promotion",
        Permission.Approve => "Approve or reject promotion, roll back",
        Permission.Predict => "Predict with a model",
        Permission.Monitor => "Check drift",
        Permission.Share => "Share reports",
        Permission.Operate => "Stop other people's jobs, configure endpoints",
        _ => "Manage users, tokens, audit and settings",
    };
}

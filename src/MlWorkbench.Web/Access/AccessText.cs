using MlWorkbench.Application.Access;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Access;

/// <summary>Roles, rights and accounts in words.</summary>
internal static class AccessText
{
    public static (VerdictLevel Level, string Text) StateOf(UserState state) => state switch
    {
        UserState.Active => (VerdictLevel.Good, "Active"),
        UserState.Invited => (VerdictLevel.Busy, "Invited"),
        _ => (VerdictLevel.Neutral, "Disabled"),
    };

    public static string WithArticle(UserRole role) => role is UserRole.Analyst or UserRole.Approver or UserRole.Operator or UserRole.Admin ? $"an {role}" : $"a {role}";

    public static string Of(Permission permission) => permission switch
    {
        Permission.Read => "See datasets, experiments, models and reports",
        Permission.ManageDatasets => "Upload, describe and archive datasets",
        Permission.RunExperiments => "Run experiments",
        Permission.ManageModels => "Register models and ask for promotion",
        Permission.Approve => "Approve or reject promotion, roll back",
        Permission.Predict => "Predict with a model",
        Permission.Monitor => "Check drift",
        Permission.Share => "Share reports",
        Permission.Operate => "Stop the jobs of others",
        _ => "Users, tokens, audit and settings",
    };
}

using MlWorkbench.Application.Events;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry;

/// <summary>Changes of models, their versions and aliases, and of requests.</summary>
internal static class RegistryEvents
{
    public static EventSubject Of(RegisteredModel model) => new("model", model.Id, model.Name);

    public static EventSubject Of(RegisteredModel model, ModelVersion version) => new("model", model.Id, TitleOf(model, version));

    public static EventSubject Of(TransitionRequest request) =>
        new("transition", request.Id, TitleOf(request.ModelVersion!.Model!, request.ModelVersion));

    private static string TitleOf(RegisteredModel model, ModelVersion version) => $"{model.Name} version {version.Number}";

    public sealed record VersionRegistered(Guid VersionId, int Version, Guid RunId) : WorkbenchChange("model.registered")
    {
        public override string Describe() => $"Run {RunId}";
    }

    public sealed record StageChanged(Guid VersionId, int Version, Stage From, Stage To, bool Rollback) : WorkbenchChange("stage.changed")
    {
        public override string Describe() => $"{From} -> {To}{(Rollback ? " (rollback)" : "")}";
    }

    public sealed record RolledBack(int ToVersion, string Reason) : WorkbenchChange("model.rolled_back")
    {
        public override string Describe() => $"To version {ToVersion}: {Reason}";
    }

    /// <param name="WithProduction">Whether the alias is protected and followed the version in Production.</param>
    public sealed record AliasSet(string Alias, int Version, bool WithProduction) : WorkbenchChange("alias.set")
    {
        public override string Describe() => $"{Alias} = version {Version}{(WithProduction ? ", with Production" : "")}";
    }

    /// <param name="WithProduction">Whether the alias is protected, and Production is empty.</param>
    public sealed record AliasDeleted(string Alias, bool WithProduction) : WorkbenchChange("alias.deleted")
    {
        public override string Describe() => WithProduction ? $"{Alias}, because Production is empty" : Alias;
    }

    public sealed record AliasProtected(string Alias) : WorkbenchChange("alias.protected")
    {
        public override string Describe() => Alias;
    }

    public sealed record AliasUnprotected(string Alias) : WorkbenchChange("alias.unprotected")
    {
        public override string Describe() => Alias;
    }

    public sealed record TransitionRequested(Guid RequestId, Guid VersionId, int Version, Stage From, Stage To, string Comment)
        : WorkbenchChange(TransitionRequested.Code)
    {
        public const string Code = "transition.requested";

        public override string Describe() => $"{From} -> {To}: {Comment}";
    }

    public sealed record EvidenceRefreshed() : WorkbenchChange("transition.evidence_refreshed");

    public sealed record TransitionCommented(string Comment) : WorkbenchChange("transition.commented")
    {
        public override string Describe() => Comment;
    }

    /// <param name="ByRequester">Whether the requester decided, which a workbench with a single user allows.</param>
    public sealed record TransitionApproved(Stage From, Stage To, string? Comment, bool ByRequester, string? OverrideReason)
        : WorkbenchChange(TransitionApproved.Code)
    {
        public const string Code = "transition.approved";

        public override string Describe() => string.Join(". ", (IEnumerable<string>)
        [
            DescribeDecision(From, To, Comment),
            .. ByRequester ? (string[])["Approved by the requester: the workbench has a single user"] : [],
            .. OverrideReason is null ? (string[])[] : [$"Failed checks overridden: {OverrideReason}"],
        ]);
    }

    public sealed record TransitionRejected(Stage From, Stage To, string? Comment) : WorkbenchChange(TransitionRejected.Code)
    {
        public const string Code = "transition.rejected";

        public override string Describe() => DescribeDecision(From, To, Comment);
    }

    public sealed record TransitionWithdrawn(Stage From, Stage To, string? Comment) : WorkbenchChange(TransitionWithdrawn.Code)
    {
        public const string Code = "transition.withdrawn";

        public override string Describe() => DescribeDecision(From, To, Comment);
    }

    private static string DescribeDecision(Stage from, Stage to, string? comment) => $"{from} -> {to}{(comment is null ? "" : $". {comment}")}";
}

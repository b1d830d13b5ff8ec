using System.Linq.Expressions;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Projects rows to records, in SQL.</summary>
internal static class VersionProjections
{
    public static Expression<Func<ModelVersion, VersionSummary>> Summary { get; } = version => new VersionSummary(
        version.Id,
        version.Number,
        version.Stage,
        version.StageSince,
        version.Description,
        version.RunId,
        version.Run!.Title,
        version.Run.Experiment!.DatasetVersion!.Dataset!.Name,
        version.Run.Experiment.DatasetVersion.Number,
        version.Run.TestValue == null || version.Run.Metric == null ? null : new TestMetric(version.Run.Metric, version.Run.TestValue.Value, version.Run.TestLow, version.Run.TestHigh),
        version.PackageBytes,
        version.CreatedByName,
        version.CreatedAt);

    public static Expression<Func<TransitionRequest, TransitionRequestSummary>> RequestSummary(WorkbenchDbContext db) => request => new TransitionRequestSummary(
        request.Id,
        request.ModelVersion!.Model!.Name,
        request.ModelVersion.Number,
        request.FromStage,
        request.ToStage,
        request.State,
        request.Comment,
        request.RequestedByName,
        db.Users.Where(user => user.Id == request.RequestedById).Select(user => user.Email).FirstOrDefault(),
        request.RequestedAt,
        request.DecidedByName,
        db.Users.Where(user => user.Id == request.DecidedById).Select(user => user.Email).FirstOrDefault(),
        request.DecidedAt);

    /// <summary>Returns the transitions of the versions with their requesters, oldest first.</summary>
    public static IQueryable<StageStep> Steps(this WorkbenchDbContext db, IQueryable<ModelVersion> versions) =>
        from transition in db.StageTransitions
        where versions.Any(version => version.Id == transition.ModelVersionId)
        orderby transition.Sequence
        select new StageStep(
            transition.ModelVersion!.Number,
            transition.ToStage,
            transition.At,
            transition.ActorName,
            db.Users.Where(user => user.Id == transition.ActorId).Select(user => user.Email).FirstOrDefault(),
            db.TransitionRequests.Where(request => request.Id == transition.RequestId).Select(request => request.RequestedByName).FirstOrDefault(),
            db.TransitionRequests.Where(request => request.Id == transition.RequestId).SelectMany(request => db.Users.Where(user => user.Id == request.RequestedById)).Select(user => user.Email).FirstOrDefault(),
            transition.Comment,
            transition.RequestId,
            transition.Rollback);
}

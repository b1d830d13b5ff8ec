using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>Schedules that start batch predictions of a model.</summary>
internal static class BatchSchedulesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var schedules = api.MapGroup("/models/{name}/batch-schedules").WithTags("Serving");
        schedules.MapGet("", ListAsync).WithSummary("List schedules of batch predictions, newest first");
        schedules.MapPost("", CreateAsync).WithSummary("Score the newest version of a dataset at fixed times")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        schedules.MapGet("/{id:guid}", GetAsync).WithSummary("Read a schedule with its last run");
        schedules.MapPut("/{id:guid}", UpdateAsync).WithSummary("Replace a schedule")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        schedules.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a schedule");
    }

    private static async Task<ApiPage<BatchScheduleAnswer>> ListAsync(
        ClaimsPrincipal user, string name, [AsParameters] ApiListQuery list, BatchScheduleCatalog catalog, CancellationToken cancellationToken)
    {
        var page = await catalog.ListAsync(user.ToActor(), list.ToListQuery(), name, cancellationToken);
        return new ApiPage<BatchScheduleAnswer>([.. page.Items.Select(BatchScheduleAnswer.Of)], page.Total, page.Next);
    }

    private static async Task<Created<BatchScheduleAnswer>> CreateAsync(
        ClaimsPrincipal user, string name, BatchScheduleBody body, BatchSchedules schedules, BatchScheduleCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        var id = await schedules.CreateAsync(actor, name, body.ToOrder(), cancellationToken);
        return TypedResults.Created(
            $"/api/v1/models/{Uri.EscapeDataString(name)}/batch-schedules/{id}",
            BatchScheduleAnswer.Of(await catalog.GetAsync(actor, name, id, cancellationToken)));
    }

    private static async Task<BatchScheduleAnswer> GetAsync(
        ClaimsPrincipal user, string name, Guid id, BatchScheduleCatalog catalog, CancellationToken cancellationToken) =>
        BatchScheduleAnswer.Of(await catalog.GetAsync(user.ToActor(), name, id, cancellationToken));

    private static async Task<BatchScheduleAnswer> UpdateAsync(
        ClaimsPrincipal user,
        string name,
        Guid id,
        BatchScheduleBody body,
        BatchSchedules schedules,
        BatchScheduleCatalog catalog,
        CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await schedules.UpdateAsync(actor, name, id, body.ToOrder(), cancellationToken);
        return BatchScheduleAnswer.Of(await catalog.GetAsync(actor, name, id, cancellationToken));
    }

    private static async Task<NoContent> DeleteAsync(ClaimsPrincipal user, string name, Guid id, BatchSchedules schedules, CancellationToken cancellationToken)
    {
        await schedules.DeleteAsync(user.ToActor(), name, id, cancellationToken);
        return TypedResults.NoContent();
    }
}

using System.Text.Json;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving;

/// <summary>Finds the model of a route. A model that looks back has the newest version of its dataset and the rows in the call as history.</summary>
public sealed class RouteModels(ModelCache models, IOptions<ServingOptions> options)
{
    /// <param name="model">Name of the model, for messages.</param>
    /// <param name="history">The call's own history, an array of rows.</param>
    /// <param name="rows">Rows of the call, for warnings.</param>
    /// <exception cref="WorkbenchException">The package is damaged, or the history does not fit the model.</exception>
    internal async ValueTask<RouteModel> FindAsync(ServedRoute route, string model, JsonElement? history, int rows, CancellationToken cancellationToken)
    {
        var packaged = await models.GetAsync(route.PackageDigest, cancellationToken);
        if (packaged.History is not { } columns)
        {
            return history is null
                ? new RouteModel(packaged, null, [])
                : throw WorkbenchException.Invalid("history_unused",
                    $"Version {route.Number} of '{model}' does not accept a history: it does not look back in time, or its package is too old. " +
                    "Omit 'history'.");
        }

        var current = route.Newest is { } newest ? await models.FindLookingBackAsync(route.PackageDigest, newest.Digest, cancellationToken) : null;
        var (scorer, usable) = current is null ? (packaged, null) : (current, route.Newest);
        IReadOnlyList<PredictionWarning> warnings = usable is null && route.Newest is { } unusable
            ? [new PredictionWarning("historyNotUsed", null, rows, 1,
                $"Version {unusable.Number} of '{unusable.Dataset}' is not used as history: " +
                "it lacks a column of the past that the model needs, or has too many rows. The model uses the values of its training rows.")]
            : [];
        var earlier = history is { } sent ? HistoryRows.Read(sent, columns, options.Value.MaximumHistoryRows) : null;
        return new RouteModel(
            earlier is null ? scorer : scorer.WithHistory(earlier),
            new PredictionHistory(usable?.Dataset, usable?.Number, earlier?.RowCount ?? 0),
            warnings);
    }
}

using System.Globalization;
using System.Text.Json;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Application.Serving;

/// <summary>Explains logged predictions with the version that made them. Nothing is logged or counted.</summary>
public sealed class PredictionReasons(PredictionLogCatalog log, ModelRoutes routes, RouteModels models)
{
    /// <exception cref="WorkbenchException">The endpoint or prediction does not exist, or the version's package is damaged.</exception>
    public async Task<PredictionReason> FindAsync(Actor actor, string endpoint, Guid id, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see predictions");
        var logged = await log.FindAsync(actor, endpoint, id, cancellationToken);
        var served = await routes.FindAsync(actor.Project, endpoint, logged.Version.ToString(CultureInfo.InvariantCulture), cancellationToken);
        var model = await models.FindAsync(served.Champion, served.Model, history: null, rows: 1, cancellationToken);
        // The rules of the endpoint change answers, and not what the model made of the row.
        var scorer = new RouteScorer(served.Champion, model, explain: true, rules: []);
        var prediction = scorer.Score(JsonSerializer.SerializeToElement(logged.Inputs), number: 1);
        var signature = scorer.Signature;
        return new PredictionReason(
            logged.Id,
            logged.Version,
            prediction.Label,
            prediction.Score,
            logged.Score,
            signature.Shape.HasClasses ? signature.PositiveClass ?? prediction.Label! : signature.Target,
            prediction.Space!.Value,
            prediction.BaseValue!.Value,
            prediction.Contributions!);
    }
}

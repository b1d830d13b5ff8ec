using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving;

/// <summary>One call of an endpoint, and the routes that answer its rows.</summary>
internal sealed class ServedCall(ServedEndpoint endpoint, PredictionRequest request, RouteModels models)
{
    private readonly List<RouteScorer> _scorers = [];

    /// <summary>Decides about all rows without an entity, so that they have the same version.</summary>
    public string Id { get; } = $"{Guid.CreateVersion7():N}";

    public ServedEndpoint Endpoint { get; } = endpoint;

    public PredictionRequest Request { get; } = request;

    /// <summary>The routes that rows were sent to, in the order of their first rows.</summary>
    public IReadOnlyList<RouteScorer> Scorers => _scorers;

    /// <summary>The route of the row in work. It is charged with what goes wrong.</summary>
    public ServedRoute Current { get; private set; } = endpoint.Champion;

    /// <param name="rows">Rows of the call.</param>
    public async ValueTask<RouteScorer> ScorerOfAsync(string? entity, int rows, CancellationToken cancellationToken)
    {
        Current = Endpoint.RouteOf(entity ?? Id);
        foreach (var known in _scorers)
        {
            if (known.Route == Current)
            {
                return known;
            }
        }

        var model = await models.FindAsync(Current, Endpoint.Model, Request.History, rows, cancellationToken);
        var scorer = new RouteScorer(Current, model, Request.Explain, Endpoint.Rules);
        _scorers.Add(scorer);
        return scorer;
    }
}

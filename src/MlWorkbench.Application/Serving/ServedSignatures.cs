using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Models;

namespace MlWorkbench.Application.Serving;

/// <summary>Finds the inputs and outputs of a version for callers who may predict, even if they may not read.</summary>
public sealed class ServedSignatures(ModelRoutes routes, ModelCache models, IOptions<ServingOptions> options)
{
    /// <param name="name">Name of the endpoint. Each model has one of its own name.</param>
    /// <param name="reference">A version number or alias. If null, the version in Production.</param>
    /// <exception cref="WorkbenchException">The right is missing, the endpoint or version does not exist, or Production is empty.</exception>
    public async Task<ServedSignature> FindAsync(Actor actor, string name, string? reference, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Predict, "score rows");
        var endpoint = await routes.FindAsync(actor.Project, name, reference, cancellationToken);
        var model = await models.GetAsync(endpoint.Champion.PackageDigest, cancellationToken);
        return new ServedSignature(endpoint.Model, endpoint.Champion.Number, model.Signature, EndpointLimits.Of(endpoint.Limits, options.Value).Rows);
    }
}

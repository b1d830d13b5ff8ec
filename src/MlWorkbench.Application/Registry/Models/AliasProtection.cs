using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>Protects aliases of a model. A protected alias follows the version in Production: only an approved request or a rollback moves it.</summary>
/// <remarks>For administrators only: without protection, a single person could send callers to a version without approval.</remarks>
public sealed class AliasProtection(IDbContextFactory<WorkbenchDbContext> contexts, ProductionAliases aliases, ChangeLog changes)
{
    private const string Protect = "protect aliases";

    /// <summary>Protects the alias, which is then assigned to the version in Production. A second call changes nothing.</summary>
    /// <exception cref="WorkbenchException">The alias is not valid, or the model does not exist.</exception>
    public Task ProtectAsync(Actor actor, string modelName, string alias, CancellationToken cancellationToken)
    {
        var name = RegistryNames.CheckAlias(alias);
        return ChangeAsync(
            actor,
            modelName,
            async (db, current, model) =>
            {
                if (model.Protects(name))
                {
                    return;
                }

                model.ProtectedAliases = [.. model.ProtectedAliases, name];
                await changes.RecordAsync(db, current, RegistryEvents.Of(model), new RegistryEvents.AliasProtected(name), cancellationToken);
                var production = await db.ModelVersions.SingleOrDefaultAsync(version => version.ModelId == model.Id && version.Stage == Stage.Production, cancellationToken);
                await aliases.FollowAsync(db, current, model, production, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Removes the protection. The alias keeps its version and can be assigned like any other.</summary>
    /// <exception cref="WorkbenchException">The alias is not protected, or the model does not exist.</exception>
    public Task UnprotectAsync(Actor actor, string modelName, string alias, CancellationToken cancellationToken) =>
        ChangeAsync(
            actor,
            modelName,
            async (db, current, model) =>
            {
                if (!model.Protects(alias))
                {
                    throw WorkbenchException.NotFound($"protected alias '{alias}' of the model '{model.Name}'");
                }

                model.ProtectedAliases = [.. model.ProtectedAliases.Where(name => !string.Equals(name, alias, StringComparison.OrdinalIgnoreCase))];
                await changes.RecordAsync(db, current, RegistryEvents.Of(model), new RegistryEvents.AliasUnprotected(alias), cancellationToken);
            },
            cancellationToken);

    private async Task ChangeAsync(Actor actor, string modelName, Func<WorkbenchDbContext, Actor, RegisteredModel, Task> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Administer, Protect, cancellationToken);
        current.RequireOpenProject();
        var model = await db.RegisteredModels.SingleOrDefaultAsync(candidate => candidate.ProjectId == actor.Project.Id && candidate.Name == modelName, cancellationToken)
            ?? throw WorkbenchException.NotFound($"model '{modelName}'");
        await change(db, current, model);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>Assigns aliases to versions and deletes them. Protected aliases follow Production instead (<see cref="AliasProtection"/>).</summary>
public sealed class ModelAliases(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes)
{
    /// <summary>Creates the alias, or assigns it to another version.</summary>
    /// <exception cref="WorkbenchException">The alias is not valid or is protected, or the model or version does not exist.</exception>
    public async Task SetAsync(Actor actor, string modelName, string alias, int number, CancellationToken cancellationToken)
    {
        actor.Require(Permission.ManageModels, "set aliases");
        var name = RegistryNames.CheckAlias(alias);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var version = await db.ModelVersions.SingleByNumberAsync(actor.Project, modelName, number, cancellationToken);
        if (version.Model!.Protects(name))
        {
            throw WorkbenchException.Conflict(
                "alias_protected",
                $"The alias '{name}' of '{version.Model.Name}' is protected and follows Production. "
                    + $"Request promotion of version {number}, or choose another alias.");
        }

        var row = await FindAsync(db, version.ModelId, name, cancellationToken);
        if (row is null)
        {
            await RefuseLookAlikeAsync(db, version.Model, name, cancellationToken);
            row = db.ModelAliases.Add(new ModelAlias { Id = Guid.CreateVersion7(), ModelId = version.ModelId, Name = name, ModelVersionId = version.Id }).Entity;
        }

        row.ModelVersionId = version.Id;
        await changes.RecordAsync(db, actor, RegistryEvents.Of(version.Model),
            new RegistryEvents.AliasSet(name, number, WithProduction: false), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Deletes the alias: calls with its name are refused.</summary>
    /// <remarks>Only an administrator can delete a protected alias, and the next promotion restores it.</remarks>
    /// <exception cref="WorkbenchException">The alias does not exist, or the actor lacks the right.</exception>
    public async Task DeleteAsync(Actor actor, string modelName, string alias, CancellationToken cancellationToken)
    {
        actor.Require(Permission.ManageModels, "delete aliases");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var model = await db.ModelVersions.OfModel(actor.Project, modelName).Select(version => version.Model!).FirstOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound($"model '{modelName}'");
        var row = await FindAsync(db, model.Id, alias, cancellationToken)
            ?? throw WorkbenchException.NotFound($"alias '{alias}' of the model '{model.Name}'");
        if (model.Protects(row.Name))
        {
            actor = await db.RequireNowAsync(actor, Permission.Administer, "delete protected aliases", cancellationToken);
        }

        db.ModelAliases.Remove(row);
        await changes.RecordAsync(db, actor, RegistryEvents.Of(model), new RegistryEvents.AliasDeleted(row.Name, WithProduction: false), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Refuses an alias that looks like another alias of the model, existing or protected.</summary>
    private static async Task RefuseLookAlikeAsync(WorkbenchDbContext db, RegisteredModel model, string name, CancellationToken cancellationToken)
    {
        var others = await db.ModelAliases.Where(alias => alias.ModelId == model.Id).Select(alias => alias.Name).ToListAsync(cancellationToken);
        if (others.Concat(model.ProtectedAliases).FirstOrDefault(other => NameRules.AreAlike(other, name)) is { } taken)
        {
            throw WorkbenchException.Conflict(
                "name_taken",
                $"The model '{model.Name}' already has an alias '{taken}', and '{name}' looks the same. Choose an alias that no one can confuse with it.");
        }
    }

    private static Task<ModelAlias?> FindAsync(WorkbenchDbContext db, Guid modelId, string name, CancellationToken cancellationToken) =>
        db.ModelAliases.SingleOrDefaultAsync(alias => alias.ModelId == modelId && alias.Name == name, cancellationToken);
}

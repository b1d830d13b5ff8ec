using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry;

internal sealed class RegistryConfiguration :
    IEntityTypeConfiguration<RegisteredModel>,
    IEntityTypeConfiguration<ModelVersion>,
    IEntityTypeConfiguration<ModelAlias>,
    IEntityTypeConfiguration<TransitionRequest>,
    IEntityTypeConfiguration<TransitionComment>,
    IEntityTypeConfiguration<StageTransition>,
    IEntityTypeConfiguration<Rollout>
{
    public void Configure(EntityTypeBuilder<RegisteredModel> builder)
    {
        builder.Property(model => model.Name).UseCollation(WorkbenchDbContext.IgnoresCase);
        builder.HasIndex(model => new { model.ProjectId, model.Name }).IsUnique();
        builder.HasIndex(model => new { model.ProjectId, model.Spelling }).IsUnique();
        builder.HasIndex(model => new { model.ProjectId, model.Look }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(model => model.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ModelVersion> builder)
    {
        builder.HasIndex(version => new { version.ModelId, version.Number }).IsUnique();
        // The database itself refuses a second version in Production, regardless of the code above it.
        builder.HasIndex(version => version.ModelId).HasDatabaseName("IX_ModelVersions_OneInProduction").IsUnique().HasFilter("\"Stage\" = 'Production'");
        builder.HasIndex(version => new { version.ModelId, version.RunId }).IsUnique();
        builder.HasOne(version => version.Model).WithMany(model => model.Versions).HasForeignKey(version => version.ModelId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(version => version.Run).WithMany().HasForeignKey(version => version.RunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Content>().WithMany().HasForeignKey(version => version.PackageDigest).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ModelAlias> builder)
    {
        builder.Property(alias => alias.Name).UseCollation(WorkbenchDbContext.IgnoresCase);
        builder.HasIndex(alias => new { alias.ModelId, alias.Name }).IsUnique();
        builder.HasOne<RegisteredModel>().WithMany().HasForeignKey(alias => alias.ModelId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(alias => alias.ModelVersion).WithMany().HasForeignKey(alias => alias.ModelVersionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TransitionRequest> builder)
    {
        builder.HasIndex(request => new { request.State, request.RequestedAt });
        builder.HasIndex(request => new { request.ModelVersionId, request.ToStage }).HasDatabaseName("IX_TransitionRequests_OneOpen").IsUnique().HasFilter("\"State\" = 'Open'");
        builder.HasOne(request => request.ModelVersion).WithMany().HasForeignKey(request => request.ModelVersionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TransitionComment> builder)
    {
        builder.HasIndex(comment => new { comment.RequestId, comment.At });
        builder.HasOne<TransitionRequest>().WithMany().HasForeignKey(comment => comment.RequestId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StageTransition> builder)
    {
        builder.HasKey(transition => transition.Sequence);
        builder.HasIndex(transition => new { transition.ModelVersionId, transition.Sequence });
        builder.HasOne(transition => transition.ModelVersion).WithMany().HasForeignKey(transition => transition.ModelVersionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Rollout> builder)
    {
        builder.HasIndex(rollout => rollout.State);
        builder.HasIndex(rollout => new { rollout.EndpointId, rollout.StartedAt });
        builder.HasOne(rollout => rollout.Endpoint).WithMany().HasForeignKey(rollout => rollout.EndpointId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(rollout => rollout.Version).WithMany().HasForeignKey(rollout => rollout.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(rollout => rollout.Request).WithMany().HasForeignKey(rollout => rollout.RequestId).OnDelete(DeleteBehavior.Restrict);
    }
}

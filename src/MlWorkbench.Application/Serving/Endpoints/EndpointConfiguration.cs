using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Endpoints;

internal sealed class EndpointConfiguration : IEntityTypeConfiguration<ModelEndpoint>, IEntityTypeConfiguration<EndpointRoute>
{
    public void Configure(EntityTypeBuilder<ModelEndpoint> builder)
    {
        builder.Property(endpoint => endpoint.Name).UseCollation(WorkbenchDbContext.IgnoresCase);
        builder.HasIndex(endpoint => new { endpoint.ProjectId, endpoint.Name }).IsUnique();
        builder.HasIndex(endpoint => new { endpoint.ProjectId, endpoint.Spelling }).IsUnique();
        builder.HasIndex(endpoint => new { endpoint.ProjectId, endpoint.Look }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(endpoint => endpoint.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(endpoint => endpoint.Model).WithMany().HasForeignKey(endpoint => endpoint.ModelId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<EndpointRoute> builder)
    {
        builder.HasOne(route => route.Endpoint).WithMany(endpoint => endpoint.Routes).HasForeignKey(route => route.EndpointId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(route => route.Version).WithMany().HasForeignKey(route => route.VersionId).OnDelete(DeleteBehavior.Restrict);
    }
}

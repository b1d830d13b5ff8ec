using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Serving;

internal sealed class PredictionLogConfiguration : IEntityTypeConfiguration<PredictionLogEntry>, IEntityTypeConfiguration<EndpointLogPolicy>
{
    public void Configure(EntityTypeBuilder<PredictionLogEntry> builder)
    {
        builder.HasIndex(entry => new { entry.ModelVersionId, entry.At });
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(entry => entry.ModelVersionId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<EndpointLogPolicy> builder)
    {
        builder.HasKey(policy => policy.ModelId);
        builder.HasOne<RegisteredModel>().WithOne().HasForeignKey<EndpointLogPolicy>(policy => policy.ModelId).OnDelete(DeleteBehavior.Cascade);
    }
}

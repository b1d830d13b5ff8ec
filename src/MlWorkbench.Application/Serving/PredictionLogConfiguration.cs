using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Serving;

internal sealed class PredictionLogConfiguration : IEntityTypeConfiguration<PredictionLogEntry>
{
    public void Configure(EntityTypeBuilder<PredictionLogEntry> builder)
    {
        builder.HasIndex(entry => new { entry.ModelVersionId, entry.At });
        builder.HasIndex(entry => new { entry.EndpointId, entry.EntityId }).HasFilter("\"EntityId\" IS NOT NULL");
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(entry => entry.ModelVersionId).OnDelete(DeleteBehavior.Cascade);
    }
}

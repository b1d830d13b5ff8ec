using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Serving.Log;

internal sealed class PredictionBatchConfiguration : IEntityTypeConfiguration<PredictionBatch>
{
    public void Configure(EntityTypeBuilder<PredictionBatch> builder)
    {
        builder.HasIndex(batch => new { batch.EndpointId, batch.Last });
        builder.HasIndex(batch => new { batch.ModelVersionId, batch.Last });
        builder.HasIndex(batch => batch.Last).HasFilter("\"Digest\" IS NULL");
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(batch => batch.ModelVersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(batch => batch.Content).WithMany().HasForeignKey(batch => batch.Digest).OnDelete(DeleteBehavior.Restrict);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MlWorkbench.Application.Serving.Batch;

internal sealed class BatchPredictionConfiguration : IEntityTypeConfiguration<BatchPrediction>
{
    public void Configure(EntityTypeBuilder<BatchPrediction> builder)
    {
        builder.HasIndex(batch => new { batch.ProjectId, batch.CreatedAt });
        builder.HasOne(batch => batch.Project).WithMany().HasForeignKey(batch => batch.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(batch => batch.ModelVersion).WithMany().HasForeignKey(batch => batch.ModelVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(batch => batch.DatasetVersion).WithMany().HasForeignKey(batch => batch.DatasetVersionId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(batch => batch.Source).WithMany().HasForeignKey(batch => batch.SourceDigest).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(batch => batch.Result).WithMany().HasForeignKey(batch => batch.ResultDigest).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(batch => batch.Import).WithMany().HasForeignKey(batch => batch.ImportId).OnDelete(DeleteBehavior.SetNull);
    }
}

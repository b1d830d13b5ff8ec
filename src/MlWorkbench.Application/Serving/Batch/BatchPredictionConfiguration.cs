using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MlWorkbench.Application.Serving.Batch;

internal sealed class BatchPredictionConfiguration :
    IEntityTypeConfiguration<BatchPrediction>, IEntityTypeConfiguration<BatchPiece>, IEntityTypeConfiguration<BatchSchedule>
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
        builder.HasOne<BatchSchedule>().WithMany().HasForeignKey(batch => batch.ScheduleId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<BatchPiece> builder)
    {
        builder.HasKey(piece => new { piece.BatchId, piece.FirstRow });
        builder.HasOne(piece => piece.Batch).WithMany().HasForeignKey(piece => piece.BatchId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BatchSchedule> builder)
    {
        builder.HasOne(batch => batch.Schedule).WithOne().HasForeignKey<BatchSchedule>(batch => batch.Id).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(batch => batch.Project).WithMany().HasForeignKey(batch => batch.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(batch => batch.Model).WithMany().HasForeignKey(batch => batch.ModelId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(batch => batch.Dataset).WithMany().HasForeignKey(batch => batch.DatasetId).OnDelete(DeleteBehavior.Restrict);
    }
}

// Made from openapi.json by scripts/generate.mjs.
export interface paths {
    "/v1/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the recipes of the catalog
         * @description Each recipe is a job spec that trains a model of the book. The list is sorted by id and is not paged. Show one with `GET /v1/catalog/{recipe_id}`,
         *     train one with `POST /v1/jobs`.
         */
        get: operations["list_recipes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/{recipe_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a recipe and its job spec
         * @description Besides the spec there are the figures that the book reports, what the newest full run measured, variants, and `quick`, a patch with which it runs
         *     in seconds.
         */
        get: operations["get_recipe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List data sets, generators and uploads
         * @description Built-in data sets and generators are listed whole, uploads in pages: give `next_cursor` of a page as `cursor` for the next one. Built-in ones
         *     have no tags, no note and no form.
         */
        get: operations["list_datasets"];
        put?: never;
        /**
         * Upload a data set
         * @description A table (CSV), arrays (.npy, .npz), images in class folders (.zip, .tar.gz) or text. The file is checked whole before anything is stored. A spec
         *     names it by its `source`. `reading` says what was understood, `doubts` what was not. The same file in the same reading uploaded again gives the
         *     data set that exists, with status 200.
         */
        post: operations["upload_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a data set without loading it
         * @description A built-in is named by its name, an upload by its id. `data_params` counts for generators.
         */
        get: operations["get_dataset"];
        put?: never;
        post?: never;
        /**
         * Delete an upload of your own
         * @description Models that were trained on it stay, and so do versions with appended rows. Its grants end. 409 while a job that has not ended uses it.
         */
        delete: operations["delete_dataset"];
        options?: never;
        head?: never;
        /**
         * Write tags and a note on an uploaded data set of yours
         * @description They change nothing else about it. A field that is left out stays.
         */
        patch: operations["annotate_dataset"];
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/plot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Plot a data set as a PNG file
         * @description The first of its plots: points by class, a grid of images, or the line of a series, 150 dots per inch. Texts have no plot.
         */
        get: operations["plot_dataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/plots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the plots of a data set
         * @description Points, images or series; of rows also histograms, correlations and counts of classes. Texts have none but the counts of their classes.
         */
        get: operations["list_dataset_plots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/plots/{name}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plot of a data set as an SVG file
         * @description Its text is text, which can be searched and read aloud.
         */
        get: operations["get_dataset_plot_svg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/plots/{name}.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plot of a data set as a PNG file
         * @description With 150 dots per inch.
         */
        get: operations["get_dataset_plot_png"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/plots/{name}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the numbers behind a plot of a data set
         * @description All that the figure is drawn from.
         */
        get: operations["get_dataset_plot_numbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show raw samples of a data set
         * @description At most 100 samples of a part, from any index on: of a series its steps, of a text its characters. An uploaded image is a data URL of a PNG file.
         */
        get: operations["preview_dataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/symbols": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count letters and words of a data set of texts
         * @description It helps to choose the size of a vocabulary. Of more than 10,000,000 characters only the first are counted.
         */
        get: operations["count_dataset_symbols"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/reread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read an upload of your own again in another way
         * @description Makes a new data set of the same bytes; the old one stays. What the body leaves out is recognized anew. `settle` of a doubt is such a body.
         */
        post: operations["reread_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/append": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Append rows or images to an upload of your own
         * @description Makes the next version, a data set with the values of both; the old one stays. The file is read as the data set was: its columns have the same
         *     names and types, in any order; images may be of new classes.
         */
        post: operations["append_to_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a resumable upload
         * @description Location is the path for its bytes, which PATCH sends, in as many requests as it takes. Any client of tus 1.0 can be used.
         */
        post: operations["begin_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how far a resumable upload is
         * @description HEAD gives the same in headers: Upload-Offset is where the next PATCH begins.
         */
        get: operations["get_upload"];
        put?: never;
        post?: never;
        /**
         * Cancel a resumable upload
         * @description Its bytes are deleted. The data set of one that is whole stays.
         */
        delete: operations["cancel_upload"];
        options?: never;
        head?: never;
        /**
         * Send bytes of a resumable upload
         * @description The request that makes the file whole also reads it; `dataset` of GET then is the id of the data set. A file that cannot be read is refused as
         *     by POST /v1/datasets, and the upload is deleted.
         */
        patch: operations["continue_upload"];
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List with whom a data set of yours is shared
         * @description Only the owner of an upload sees its grants.
         */
        get: operations["list_dataset_grants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{dataset_id}/grants/{owner}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Share a data set of yours with another owner
         * @description `read` lets the other owner look at it, `use` also train on it. A second call changes the right.
         */
        put: operations["give_dataset_grant"];
        post?: never;
        /**
         * Stop sharing a data set of yours with an owner
         * @description It counts within a second. Jobs that name the data set and have not begun fail.
         */
        delete: operations["withdraw_dataset_grant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/specs/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a job without running it
         * @description The body is that of `POST /v1/jobs`. The status is 200 also for a faulty spec: `errors` has every fault at once. For a network there are the
         *     shapes and parameters of its layers.
         */
        post: operations["check_spec"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/augmentation/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw a training image and augmented copies
         * @description A grid: first the unchanged image, then copies as training sees them. Nothing is trained or stored.
         */
        post: operations["preview_augmentation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/specs/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count samples and classes of a job's data
         * @description For each part and fold: samples, classes, and the range of values. Nothing is trained or stored.
         */
        post: operations["count_parts_of_spec"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/specs/prepared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show samples as the model of a job gets them
         * @description Each sample raw and preprocessed, a series or text cut into windows. Nothing is trained or stored.
         */
        post: operations["prepare_samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/specs/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the JSON Schema of a job spec, for editors
         * @description Editors complete and check specs in YAML and JSON by it. In a YAML file, this comment names it:
         *     `# yaml-language-server: $schema=http://127.0.0.1:8000/v1/specs/schema`.
         */
        get: operations["get_spec_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your jobs, newest first
         * @description Filters can be combined. Give `next_cursor` of a page as `cursor` for the next one.
         */
        get: operations["list_jobs"];
        put?: never;
        /**
         * Submit a job
         * @description Give a `spec`, or a `recipe` with an optional `patch`. Nothing is created unless the spec passes the check. Follow the job by its events, or ask
         *     for it with `wait`. With an `Idempotency-Key` a repeated request makes no second job.
         */
        post: operations["submit_job"];
        /**
         * Delete the jobs that fit filters
         * @description At least one filter is needed. Jobs that have not ended are kept, and so are those that something needs, such as the model that one made; they are
         *     counted. One undo restores all that are deleted.
         */
        delete: operations["delete_jobs"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a job
         * @description With `wait` the response comes as soon as the job changes, at the latest after that many seconds; a job that has ended is shown at once.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        /**
         * Delete a job that has ended
         * @description Its events, history, checkpoints and files go with it. 409 while it has not ended, or while a model that it made is there.
         */
        delete: operations["delete_job"];
        options?: never;
        head?: never;
        /**
         * Write tags and a note on a job
         * @description They change nothing else about it, in whatever state it is. A field that is left out stays.
         */
        patch: operations["annotate_job"];
        trace?: never;
    };
    "/v1/jobs/{job_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job by its events
         * @description A stream of server-sent events that ends with the job. It begins with the first event, or after the id in the header `Last-Event-ID` or in
         *     `after`. Browsers cannot send a key with `EventSource`: they give a stream token as `?token=`.
         */
        get: operations["stream_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job
         * @description A queued or paused job is cancelled at once, a running one after its current batch or trial. 409 if the job has succeeded or failed.
         */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a job
         * @description A queued job pauses at once; a running one after its current batch or trial, and keeps what it has done. 409 for a running scikit-learn fit.
         */
        post: operations["pause_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a paused job
         * @description It is queued again, and continues from where it was, possibly on another worker. A job that is not paused goes on.
         */
        post: operations["resume_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/plots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the plots of a job
         * @description With their titles, captions and URLs. They are made at the end of the job; of older jobs when they are first asked for.
         */
        get: operations["list_job_plots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/plots/{name}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plot of a job as an SVG file
         * @description Its text is text, which can be searched and read aloud.
         */
        get: operations["get_job_plot_svg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/plots/{name}.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plot of a job as a PNG file
         * @description With 150 dots per inch.
         */
        get: operations["get_job_plot_png"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/plots/{name}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the numbers behind a plot of a job
         * @description All that the figure is drawn from.
         */
        get: operations["get_job_plot_numbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show loss and metrics of each epoch
         * @description Figures of the current attempt, and whether the network overfits. Empty for scikit-learn models. With `points`, `from`, `to` or `metric` the
         *     epochs are thinned curves for a chart, as those of `GET /v1/curves`.
         */
        get: operations["get_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/curves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show curves of jobs, thinned for a chart
         * @description Loss, metrics and learning rate over the epochs of up to 100 jobs, all over the same epochs. Peaks, gaps and both ends are kept. Give `from` and
         *     `to` to look closer: of few enough epochs each is there.
         */
        get: operations["get_curves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the stored events of a job, newest first
         * @description All that a stream of its events has sent, apart from its progress; only some kinds of them with `event`. Give `next_cursor` of a page as `cursor`
         *     for the next one.
         */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the checkpoints of a job
         * @description Only checkpoints that are still on disk. Register one to get a model of it.
         */
        get: operations["list_checkpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/checkpoints/{epoch}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a checkpoint as an HDF5 file
         * @description It holds all variables of the network, and opens with `keras.models.load_model`.
         */
        get: operations["download_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/checkpoints/{epoch}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a model version of a checkpoint
         * @description A new job evaluates the checkpoint, verifies its compiled form and registers it. The response is that job.
         */
        post: operations["register_checkpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the candidates of a search
         * @description Parameters, scores on each fold, mean, deviation, time and rank. A cross-validation has one candidate, other jobs have none. Give `next_cursor` of
         *     a page as `cursor` for the next one.
         */
        get: operations["list_trials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/trials/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the parameters and scores of all candidates of a search
         * @description For a plot of them: in columns and in one response, also of ten thousand. The lists are empty for other jobs.
         */
        get: operations["list_scores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a search with its best candidate so far
         * @description Running trials are finished, others skipped; the best candidate is fitted to all data and registered. 409 for other jobs: cancel them.
         */
        post: operations["stop_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the output files of a job
         * @description Files besides the model: transformed rows, augmented images, or texts that were generated while training.
         */
        get: operations["list_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an output file of a job
         * @description Name a file that `GET /v1/jobs/{job_id}/files` lists.
         */
        get: operations["download_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sweeps, newest first
         * @description Filters are those of their jobs: a sweep is listed if all of them fit one of its jobs. Give `next_cursor` of a page as `cursor` for the next one.
         */
        get: operations["list_sweeps"];
        put?: never;
        /**
         * Submit jobs that each differ by a patch
         * @description All jobs are created, or none. Without `sweep` the patches of the recipe are used.
         */
        post: operations["submit_sweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps/{sweep_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare the jobs of a sweep
         * @description For each job the fields that differ from the first one, its progress, metrics and duration.
         */
        get: operations["get_sweep"];
        put?: never;
        post?: never;
        /**
         * Delete a sweep with its jobs
         * @description All of it, or nothing: 409 while one of its jobs has not ended, or while a model that one has made is there.
         */
        delete: operations["delete_sweep"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps/{sweep_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel all jobs of a sweep
         * @description Jobs that have ended stay as they are.
         */
        post: operations["cancel_sweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps/{sweep_id}/plots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the plots of a sweep
         * @description A figure of each job against its running time, and both over the one number that varies. None before a job has ended.
         */
        get: operations["list_sweep_plots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps/{sweep_id}/plots/{name}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plot of a sweep as an SVG file
         * @description Of the jobs that have ended so far.
         */
        get: operations["get_sweep_plot_svg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps/{sweep_id}/plots/{name}.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plot of a sweep as a PNG file
         * @description With 150 dots per inch, of the jobs that have ended so far.
         */
        get: operations["get_sweep_plot_png"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps/{sweep_id}/plots/{name}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the numbers behind a plot of a sweep
         * @description All that the figure is drawn from.
         */
        get: operations["get_sweep_plot_numbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the secret of your webhooks
         * @description It is made with the first call. It needs the scope train.
         */
        get: operations["get_webhook_secret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-secret/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the secret of your webhooks
         * @description For a day notices are signed with the old one, too.
         */
        post: operations["rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the newest version of each model
         * @description Models are sorted by name. Give `next_cursor` of a page as `cursor` for the next one.
         */
        get: operations["list_models"];
        put?: never;
        /**
         * Import a network that was trained elsewhere
         * @description The form has the architecture (`model.to_json()` of Keras, or YAML) and the weights (an HDF5 file), or one file of `model.save('x.h5')`. The
         *     response is a job that builds, verifies and registers the network.
         */
        post: operations["import_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a model version
         * @description What it takes and gives, its metrics, its preprocessing and what it was made with.
         */
        get: operations["get_model"];
        put?: never;
        post?: never;
        /**
         * Delete a model of your own
         * @description A name means all its versions, name@3 one of them. The jobs that made them go with them, unless other versions stand on these. It is hidden within
         *     a second, and its grants end; `undo_until` says how long it can be restored. 409 names what still needs it. A number of a version is never used
         *     again.
         */
        delete: operations["delete_model"];
        options?: never;
        head?: never;
        /**
         * Write tags and a note on a model of yours
         * @description With a bare name on the name, which counts for all versions; with a version or an alias on that version.
         */
        patch: operations["annotate_model"];
        trace?: never;
    };
    "/v1/models/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all versions of a model
         * @description The newest version is first. Versions are never changed; a new training makes a new one.
         */
        get: operations["list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show one version of a model
         * @description The same as `GET /v1/models/{ref}` with name@version.
         */
        get: operations["get_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the aliases of a model
         * @description And what its bare name means. Whoever the model is shared with may use them, too.
         */
        get: operations["list_aliases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/aliases/{alias}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set an alias of a model of yours
         * @description `expected` is the version that it means now, or null: if it was moved meanwhile, the answer is 409 with the version that it has. It counts in all
         *     processes within a second. A repeated request changes nothing more.
         */
        put: operations["set_alias"];
        post?: never;
        /**
         * Delete an alias of a model of yours
         * @description References with it are answered as those of a model that does not exist. Its history stays.
         */
        delete: operations["delete_alias"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/aliases/{alias}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of an alias, newest first
         * @description Who moved it, or which retraining did, when, from which version to which. Only the owner of the model sees this.
         */
        get: operations["list_alias_moves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/default-ref": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set what the bare name of a model of yours means
         * @description One of its aliases, so that a new version is used only once the alias is moved to it; or the newest version.
         */
        put: operations["set_default_ref"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/retrain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train a model again
         * @description A job trains the recorded spec from new weights, on the same data, on the `newest` version of a data set that has grown, or on another `source`,
         *     and registers a new version. At its end both versions are compared on samples that none of them was trained on: see `retraining` of the job. With
         *     `promote` an alias is moved to the new version if it is better.
         */
        post: operations["retrain_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/reproduce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train a model again to compare it with itself
         * @description A job trains the recorded spec on the same data and compares weights, predictions and metrics with those of the model: on the same kind of machine
         *     they are equal in every bit, else it measures by how much they differ. It registers nothing; see `reproduction` of the job.
         */
        post: operations["reproduce_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/plots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the plots of a model
         * @description With their titles, captions and URLs. Those of the version that the reference means now; their URLs name this version for good.
         */
        get: operations["list_model_plots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/plots/{name}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plot of a model as an SVG file
         * @description Its text is text, which can be searched and read aloud.
         */
        get: operations["get_model_plot_svg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/plots/{name}.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plot of a model as a PNG file
         * @description With 150 dots per inch.
         */
        get: operations["get_model_plot_png"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/plots/{name}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the numbers behind a plot of a model
         * @description All that the figure is drawn from.
         */
        get: operations["get_model_plot_numbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a model takes and gives as JSON Schema
         * @description Columns, shapes and labels of one input and of one prediction, for forms and generators.
         */
        get: operations["get_model_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List examples of what a model takes
         * @description Some raw inputs from its file, at most 20 that differ, for a first prediction; whoever may read a model may download them in its file.
         */
        get: operations["list_examples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/artifact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a model as one HDF5 file
         * @description Weights, architecture, preprocessing and examples. Plain `keras.models.load_model` opens it. Its ETag is its SHA-256.
         */
        get: operations["download_artifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/weights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the weights of a network
         * @description An HDF5 file for `model.load_weights` of Keras. A scikit-learn pipeline has none: download its artifact.
         */
        get: operations["download_weights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/architecture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the architecture of a network
         * @description As JSON for `keras.models.model_from_json`, or as YAML. A scikit-learn pipeline has none: download its artifact.
         */
        get: operations["download_architecture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/onnx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the ONNX form of a model
         * @description It takes preprocessed values; the preprocessing is in the artifact. 404 if the model is not served by ONNX Runtime.
         */
        get: operations["download_onnx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the evaluation of a model
         * @description Figures on one part of its data, the test part where there is one: of a classifier with confusion matrix, curves, calibration and misclassified
         *     samples.
         */
        get: operations["get_evaluation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/evaluation/confusion.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draw the confusion matrix as a PNG file
         * @description The plot `confusion` of the model: a heat map of the errors of a classifier with at most 1,000 classes.
         */
        get: operations["draw_confusion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/evaluation/misclassified.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draw misclassified images as a PNG file
         * @description The plot `misclassified` of the model: a grid with one image for each pair of true class (row) and predicted class (column). Only for classifiers
         *     of images.
         */
        get: operations["draw_misclassified"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare two model versions
         * @description Metrics, specs, sizes, speed, data and libraries side by side, and whether the figures are of the same samples.
         */
        get: operations["compare_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a model was made from, and what from it
         * @description Data sets, jobs and versions in both directions; what was deleted or is not shared with you is named as gone.
         */
        get: operations["get_lineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the card of a model
         * @description What it is for, how good it is, its limits, figures, data, spec and provenance, as Markdown or for browsers as HTML.
         */
        get: operations["get_model_card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List with whom a model of yours is shared
         * @description Only the owner of a model sees its grants.
         */
        get: operations["list_model_grants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/grants/{owner}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Share a model of yours with another owner
         * @description A grant is on all versions, present and future. `read` lets the other owner look at it and download it, `use` also predict with it and name it in
         *     specs. `warnings` says which versions hold raw samples of their data, as golden examples or in estimators that predict by them.
         */
        put: operations["give_model_grant"];
        post?: never;
        /**
         * Stop sharing a model of yours with an owner
         * @description It counts within a second. Jobs that name the model and have not begun fail; models that were made from it stay.
         */
        delete: operations["withdraw_model_grant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on inputs in any form
         * @description JSON, the file of an image, a form of several, a .npy or .npz file, or CSV, recognized by content type. Generated clients use the operations
         *     below `/predict/`, which take one form each. `kind` of the answer decides the form of its predictions.
         */
        post: operations["predict_inputs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/predict/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on rows, series or texts as JSON
         * @description One entry of `inputs` for each sample, in the units of the raw data. Predictions are in the same order.
         */
        post: operations["predict_rows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/predict/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on one or more image files
         * @description A form with the field `images` once for each file. PNG, JPEG and other usual formats are taken, in any size.
         */
        post: operations["predict_images"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/predict/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on one image file
         * @description The body is the file itself. The answer has one prediction.
         */
        post: operations["predict_image"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/predict/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on the rows of a CSV file
         * @description The first line names the columns of the model, in any order. There is one prediction for each further line.
         */
        post: operations["predict_csv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/predict/arrays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on NumPy arrays
         * @description The body is a .npy file, its first axis the samples; or a .npz file with an array for each input, by its name.
         */
        post: operations["predict_arrays"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/surface": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on a grid over two features
         * @description For a plot of the decision boundary: all other features are constant.
         */
        post: operations["draw_surface"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decode points of a latent space into samples
         * @description Points are drawn at random, or given. Only for variational autoencoders. With `Accept: image/png` the response is a drawing of the samples.
         */
        post: operations["draw_sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/encode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Encode inputs into a latent space
         * @description Takes every form of input that a prediction takes. Only for models with a latent space.
         */
        post: operations["encode_inputs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/activations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what each layer of a network gives for a sample
         * @description Takes every form of input that a prediction takes. The network is loaded for it in a process of its own, which takes seconds; only networks
         *     have layers.
         */
        post: operations["show_activations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forecast the next steps of a series
         * @description Each forecast is fed back as input of the next one. The series has to be as long as the model's window at least. `times` are those after the
         *     times of the request, or after the training data where the series ends as it does.
         */
        post: operations["forecast_series"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a session with a stateful model
         * @description A session keeps the recurrent state from call to call, so that a series can be fed value by value. It expires unless it is fed.
         */
        post: operations["open_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a session
         * @description How many steps it was fed, and when it expires.
         */
        get: operations["get_session"];
        put?: never;
        post?: never;
        /**
         * Delete a session
         * @description Its recurrent state is lost.
         */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/sessions/{session_id}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Feed steps to a session
         * @description There is a prediction after each step, in the units of the targets. A refused call leaves the session as it was.
         */
        post: operations["feed_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Continue a text
         * @description JSON, or with `Accept: text/event-stream` a stream with an event for each letter or word. The same `seed`, `seed_number` and `temperature` give
         *     the same text.
         */
        post: operations["generate_text"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/transform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply the preprocessing of a model
         * @description The values that the network gets for raw inputs and targets.
         */
        post: operations["transform_values"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/inverse_transform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invert the preprocessing of a model
         * @description Outputs, targets and prepared inputs in the units and labels of the raw data.
         */
        post: operations["invert_values"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/temperature": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply temperatures to a distribution
         * @description Each probability to the power of 1 / T, divided by their sum, as texts are drawn. No model is needed.
         */
        post: operations["apply_temperature"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{ref}/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on a whole data set
         * @description A job writes one file, in the order of the samples: the columns of `keep`, then the predictions. Download it as `predictions.<format>` of the
         *     job's files. The columns of the data set are those of the model, by name; others are passed over.
         */
        post: operations["predict_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{ref}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on tensors
         * @description JSON, or JSON and the bytes of tensors.
         */
        post: operations["infer_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{ref}/versions/{version}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict on tensors with a version of a model
         * @description JSON, or JSON and the bytes of tensors.
         */
        post: operations["infer_model_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the server
         * @description Name, version and extensions.
         */
        get: operations["get_inference_server"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report that the server runs
         * @description It checks nothing else.
         */
        get: operations["get_inference_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report whether the server can infer
         * @description It needs the database and the files, not the workers.
         */
        get: operations["get_inference_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the tensors of a model
         * @description Those that it takes and gives, and its versions.
         */
        get: operations["get_inference_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{ref}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the tensors of a version of a model
         * @description Those that it takes and gives.
         */
        get: operations["get_inference_model_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{ref}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report whether a model can infer
         * @description It is loaded if it is not, so that a model which is ready answers at once.
         */
        get: operations["get_inference_model_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{ref}/versions/{version}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report whether a version of a model can infer
         * @description It is loaded if it is not.
         */
        get: operations["get_inference_model_version_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what you have deleted and what is not gone yet
         * @description The newest deletion is first. Give `next_cursor` of a page as `cursor` for the next one.
         */
        get: operations["list_deletions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deletions/{deletion_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a deletion
         * @description 404 once it was undone, and once all of it is gone.
         */
        get: operations["get_deletion"];
        put?: never;
        post?: never;
        /**
         * Remove what was deleted now
         * @description Its bytes are free at once, those of much within a while. It cannot be undone any more.
         */
        delete: operations["purge_deletion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deletions/{deletion_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore what was deleted
         * @description Everything of the deletion is there again, except for grants. The response is the deletion that was undone.
         */
        post: operations["undo_deletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report that the process runs
         * @description It checks nothing else. Anybody may call it, as often as they like.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report whether the service can take requests and jobs
         * @description It checks the database, the broker, the files, whether a byte can be written to their disks, whether a worker can take jobs, and whether the
         *     models that were used last are loaded; the status is 503 if one of them is not available. Anybody may call it.
         */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the workers
         * @description Each reports what it does every 2 seconds. One that has been silent for 10 seconds no longer counts for `/readyz`.
         */
        get: operations["list_workers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what can go wrong, with causes and cures
         * @description Every kind of problem that the API reports, by status. Browsers get a page.
         */
        get: operations["list_problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain one kind of error: its cause and cure
         * @description `type` of a problem document leads here. Browsers get a page.
         */
        get: operations["get_problem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show who you are and what is left of your limits
         * @description The owner of the key, what the key allows, and each limit with what is used of it.
         */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in a page of this service
         * @description The answer sets a cookie, with which the browser's requests from pages of the same origin are those of the key: also event streams, images and
         *     downloads. It is good for 12 hours after its last use, and no longer than the key; the session that the page had before ends. A key has at most
         *     100 sessions: the one that was used longest ago makes room. Programs send the key itself instead.
         */
        post: operations["log_in"];
        /**
         * Log out a page
         * @description Its session ends, within a second in all processes, and the cookie is taken away. Without a session nothing happens.
         */
        delete: operations["log_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a stream token for a browser
         * @description For `EventSource`, which cannot send a key. The token reads events of jobs only, and expires soon.
         */
        post: operations["create_stream_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List keys, newest first
         * @description Keys are shown without their text, also those that are revoked or expired. Give `next_cursor` of a page as `cursor` for the next one.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Create a key
         * @description The key is in the response, and nowhere else: only its digest is stored.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a key
         * @description Within a second it is refused. A revoked key stays in the list.
         */
        post: operations["revoke_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a key by a new one
         * @description The new key has the owner, scopes, name and lifetime of the old one, which can be used for `grace_s` more seconds.
         */
        post: operations["rotate_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes of keys, grants and aliases, newest first
         * @description Who changed what, and when. Give `next_cursor` of a page as `cursor` for the next one.
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description A function applied to the output of a layer, by its name in Keras; hard_sigmoid_keras2 is clip(0.2 x + 0.5, 0, 1).
         * @enum {string}
         */
        Activation: "linear" | "relu" | "sigmoid" | "softmax" | "tanh" | "celu" | "elu" | "exponential" | "gelu" | "hard_shrink" | "hard_sigmoid" | "hard_sigmoid_keras2" | "hard_silu" | "hard_tanh" | "leaky_relu" | "log_sigmoid" | "log_softmax" | "mish" | "relu6" | "selu" | "silu" | "soft_shrink" | "softplus" | "softsign" | "sparse_plus" | "sparse_sigmoid" | "sparsemax" | "squareplus" | "tanh_shrink";
        /**
         * @description Kind of an answer in which no method is named.
         * @enum {string}
         */
        AnswerKind: "classification" | "multi_label" | "regression" | "forecasting" | "generation" | "clustering" | "transform" | "reconstruction" | "outputs";
        /**
         * @description Form of a file of predictions.
         * @enum {string}
         */
        BatchFormat: "csv" | "parquet" | "npy" | "jsonl";
        /** @description Which values of a figure are better. */
        BetterValues: components["schemas"]["Direction"];
        /**
         * @description Whether all folds of a candidate are scored, one has failed, or neither, also after the search has ended.
         * @enum {string}
         */
        CandidateState: "scored" | "failed" | "open";
        /** @description Labels of classes in the order of their ids. */
        ClassLabels: number[] | string[];
        /** @description A column: its name, or its index from 0. */
        Column: string | number;
        /**
         * @description Type of a column.
         * @enum {string}
         */
        ColumnType: "number" | "text" | "boolean" | "date";
        /** @description A limit on weights, kept after each update. */
        Constraint: components["schemas"]["MaxNorm"] | components["schemas"]["UnitNorm"] | components["schemas"]["NonNeg"];
        /** @description Converted values: a list, or of several inputs or outputs an object of lists by name. */
        ConvertedValues: components["schemas"]["RawValue"][] | {
            [key: string]: components["schemas"]["RawValue"][];
        } | null;
        /**
         * @description Order of day and month in dates of numbers.
         * @enum {string}
         */
        DateOrder: "day_first" | "month_first";
        /**
         * @description What was deleted; `jobs` are all that fit filters.
         * @enum {string}
         */
        DeletedKind: "model" | "version" | "job" | "jobs" | "sweep" | "dataset";
        /**
         * @description Which of two values of a figure is better.
         * @enum {string}
         */
        Direction: "higher" | "lower";
        /**
         * @description State of a job that has ended.
         * @enum {string}
         */
        EndedState: "succeeded" | "failed" | "cancelled";
        /**
         * @description Name of a stored event.
         * @enum {string}
         */
        EventName: "state" | "log" | "epoch" | "sample" | "trial" | "model";
        /** @description A size along one axis: a number, or a list of one. */
        Extents1D: number | [
            number
        ];
        /** @description Sizes along two axes: one number for both, or a list of two. */
        Extents2D: number | [
            number,
            number
        ];
        /** @description Sizes along three axes: one number for all, or a list of three. */
        Extents3D: number | [
            number,
            number,
            number
        ];
        /** @description A figure: a number, or a list or an object of them. */
        Figure: number | string | unknown[] | {
            [key: string]: unknown;
        };
        /**
         * @description How a measured figure agrees with a reported one.
         * @enum {string}
         */
        FigureVerdict: "within" | "within_spread" | "differs";
        /**
         * @description A stored form of an upload.
         * @enum {string}
         */
        FormName: "table" | "array" | "arrays" | "images" | "text";
        /**
         * @description How a network is run for each symbol.
         * @enum {string}
         */
        GenerationWay: "steps" | "windows";
        /**
         * @description Where golden examples come from: the data, or draws.
         * @enum {string}
         */
        GoldenSource: "real" | "synthetic";
        /**
         * @description Whether something can do its work.
         * @enum {string}
         */
        HealthStatus: "ok" | "unavailable";
        /**
         * @description How weights are set before training.
         * @enum {string}
         */
        Initializer: "glorot_uniform" | "glorot_normal" | "he_uniform" | "he_normal" | "lecun_uniform" | "lecun_normal" | "orthogonal" | "random_normal" | "random_uniform" | "truncated_normal" | "zeros" | "ones";
        /** @description One input: a number, a text, nested lists of them, or an object of them by the names of columns or inputs. */
        InputEntry: boolean | number | string | unknown[] | {
            [key: string]: unknown;
        };
        /** @description An event of a stream, its data decoded: state, log, progress, epoch, sample, trial, model. */
        JobEvent: components["schemas"]["JobStateEvent"] | components["schemas"]["JobLogEvent"] | components["schemas"]["JobProgressEvent"] | components["schemas"]["JobEpochEvent"] | components["schemas"]["JobSampleEvent"] | components["schemas"]["JobTrialEvent"] | components["schemas"]["JobModelEvent"];
        /**
         * @description A part of the data of a job.
         * @enum {string}
         */
        JobPart: "train" | "validation" | "test";
        /**
         * @description State of a job; the last three are final.
         * @enum {string}
         */
        JobState: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
        /** @description A JSON Schema of the draft 2020-12. */
        JsonSchema: {
            [key: string]: unknown;
        };
        /**
         * @description Whether a key can be used.
         * @enum {string}
         */
        KeyState: "active" | "expired" | "revoked";
        /**
         * @description A kind of prediction.
         * @enum {string}
         */
        KindName: "classification" | "multi_label" | "regression" | "forecasting" | "generation" | "clustering" | "transform" | "reconstruction";
        /** @description A layer of a network. */
        Layer: components["schemas"]["DenseLayer"] | components["schemas"]["ActivationLayer"] | components["schemas"]["DropoutLayer"] | components["schemas"]["FlattenLayer"] | components["schemas"]["ReshapeLayer"] | components["schemas"]["PermuteLayer"] | components["schemas"]["RepeatVectorLayer"] | components["schemas"]["Conv1DLayer"] | components["schemas"]["Conv2DLayer"] | components["schemas"]["Conv3DLayer"] | components["schemas"]["Conv2DTransposeLayer"] | components["schemas"]["SeparableConv2DLayer"] | components["schemas"]["DepthwiseConv2DLayer"] | components["schemas"]["MaxPooling1DLayer"] | components["schemas"]["MaxPooling2DLayer"] | components["schemas"]["MaxPooling3DLayer"] | components["schemas"]["AveragePooling1DLayer"] | components["schemas"]["AveragePooling2DLayer"] | components["schemas"]["AveragePooling3DLayer"] | components["schemas"]["GlobalMaxPooling1DLayer"] | components["schemas"]["GlobalMaxPooling2DLayer"] | components["schemas"]["GlobalMaxPooling3DLayer"] | components["schemas"]["GlobalAveragePooling1DLayer"] | components["schemas"]["GlobalAveragePooling2DLayer"] | components["schemas"]["GlobalAveragePooling3DLayer"] | components["schemas"]["UpSampling2DLayer"] | components["schemas"]["ZeroPadding2DLayer"] | components["schemas"]["Cropping2DLayer"] | components["schemas"]["BatchNormalizationLayer"] | components["schemas"]["LayerNormalizationLayer"] | components["schemas"]["GaussianNoiseLayer"] | components["schemas"]["LSTMLayer"] | components["schemas"]["GRULayer"] | components["schemas"]["SimpleRNNLayer"] | components["schemas"]["BidirectionalLayer"] | components["schemas"]["TimeDistributedLayer"] | components["schemas"]["EmbeddingLayer"] | components["schemas"]["CategoryEncodingLayer"] | components["schemas"]["RescalingLayer"] | components["schemas"]["NormalizationLayer"] | components["schemas"]["AddLayer"] | components["schemas"]["SubtractLayer"] | components["schemas"]["MultiplyLayer"] | components["schemas"]["AverageLayer"] | components["schemas"]["MaximumLayer"] | components["schemas"]["ConcatenateLayer"] | components["schemas"]["DotLayer"] | components["schemas"]["BackboneLayer"] | components["schemas"]["SamplingLayer"];
        /** @description An entry of a stack: a layer, or layers that are repeated. */
        LayerOrBlock: components["schemas"]["Layer"] | components["schemas"]["Block"];
        /**
         * @description A loss, by its name in Keras.
         * @enum {string}
         */
        Loss: "categorical_crossentropy" | "categorical_focal_crossentropy" | "categorical_hinge" | "sparse_categorical_crossentropy" | "binary_crossentropy" | "binary_focal_crossentropy" | "hinge" | "squared_hinge" | "kl_divergence" | "dice" | "tversky" | "mean_squared_error" | "mean_absolute_error" | "mean_absolute_percentage_error" | "mean_squared_logarithmic_error" | "log_cosh" | "huber" | "poisson" | "cosine_similarity";
        /** @description The loss of each output, by its name. */
        LossByOutput: {
            [key: string]: components["schemas"]["Loss"];
        };
        /** @description A merge patch (RFC 7386) on a job spec: objects are merged, null removes a field, all else, also a list, is replaced. */
        MergePatch: {
            [key: string]: unknown;
        };
        /**
         * @description The form of a prediction, named as scikit-learn's methods.
         * @enum {string}
         */
        Method: "predict" | "predict_proba" | "decision_function" | "transform" | "inverse_transform";
        /**
         * @description A metric, by its name in Keras.
         * @enum {string}
         */
        Metric: "accuracy" | "binary_accuracy" | "categorical_accuracy" | "sparse_categorical_accuracy" | "top_k_categorical_accuracy" | "sparse_top_k_categorical_accuracy" | "precision" | "recall" | "auc" | "f1_score" | "categorical_crossentropy" | "sparse_categorical_crossentropy" | "binary_crossentropy" | "kl_divergence" | "categorical_hinge" | "hinge" | "squared_hinge" | "mean_squared_error" | "root_mean_squared_error" | "mean_absolute_error" | "mean_absolute_percentage_error" | "mean_squared_logarithmic_error" | "log_cosh_error" | "r2_score" | "cosine_similarity" | "poisson";
        /** @description The metrics of each output, by its name. */
        MetricsByOutput: {
            [key: string]: components["schemas"]["Metric"][];
        };
        /** @description The model of a job: a network, or a pipeline. */
        ModelSpec: components["schemas"]["Sequential"] | components["schemas"]["Functional"] | components["schemas"]["SklearnPipeline"];
        /**
         * @description Whether smaller (min) or larger (max) values are better; auto infers it from the name of the monitor.
         * @enum {string}
         */
        MonitorMode: "auto" | "min" | "max";
        /** @description A network: layers in a row, or a graph of named nodes. */
        NetworkSpec: components["schemas"]["Sequential"] | components["schemas"]["Functional"];
        /**
         * @description A change of the state of a job.
         * @enum {string}
         */
        NoticeName: "job.queued" | "job.running" | "job.paused" | "job.succeeded" | "job.failed" | "job.cancelled";
        /** @description An optimizer with its arguments. */
        Optimizer: components["schemas"]["Adam"] | components["schemas"]["SGD"] | components["schemas"]["RMSprop"] | components["schemas"]["AdamW"] | components["schemas"]["Adamax"] | components["schemas"]["Nadam"] | components["schemas"]["Lamb"] | components["schemas"]["Adagrad"] | components["schemas"]["Adadelta"] | components["schemas"]["Ftrl"] | components["schemas"]["Lion"] | components["schemas"]["Adafactor"];
        /**
         * @description The name of an optimizer, which then has its default arguments.
         * @enum {string}
         */
        OptimizerName: "adam" | "sgd" | "rmsprop" | "adamw" | "adamax" | "nadam" | "lamb" | "adagrad" | "adadelta" | "ftrl" | "lion" | "adafactor";
        /**
         * @description Whether windows reach beyond the edge, so that the size stays the same.
         * @enum {string}
         */
        Padding: "valid" | "same";
        /** @description Two sizes. */
        Pair: [
            number,
            number
        ];
        /**
         * @description A part of a date: weekday 0 is Monday, days are those since 1970-01-01 with a fraction for the time.
         * @enum {string}
         */
        PartOfDate: "year" | "month" | "day" | "weekday" | "day_of_year" | "hour" | "minute" | "days";
        /** @description Predictions in the order of the inputs; `kind` decides their form. */
        Predictions: components["schemas"]["ClassificationPredictions"] | components["schemas"]["MultiLabelPredictions"] | components["schemas"]["RegressionPredictions"] | components["schemas"]["ForecastingPredictions"] | components["schemas"]["GenerationPredictions"] | components["schemas"]["ClusteringPredictions"] | components["schemas"]["TransformPredictions"] | components["schemas"]["ReconstructionPredictions"] | components["schemas"]["ProbabilitiesPredictions"] | components["schemas"]["DecisionPredictions"] | components["schemas"]["OutputsPredictions"];
        /**
         * @description How many class probabilities each prediction has.
         * @enum {string}
         */
        ProbabilitiesName: "all" | "top3" | "none";
        /** @description When an alias is moved to the new version. */
        PromotedWhen: components["schemas"]["When"];
        /** @description A value of a data set: a number, a text, or nested lists of them; null if it is missing or not finite. */
        RawValue: boolean | number | string | unknown[] | null;
        /**
         * @description What a process may reach.
         * @enum {string}
         */
        Reach: "nothing" | "database" | "all";
        /**
         * @description A family of recipes.
         * @enum {string}
         */
        RecipeGroup: "cnn" | "dense" | "functional" | "rnn" | "sklearn" | "text";
        /** @description A recurrent layer. */
        RecurrentLayer: components["schemas"]["LSTMLayer"] | components["schemas"]["GRULayer"] | components["schemas"]["SimpleRNNLayer"];
        /** @description A penalty on weights, added to the loss. */
        Regularizer: components["schemas"]["L1"] | components["schemas"]["L2"] | components["schemas"]["L1L2"];
        /**
         * @description What a grant allows: `read` to look at a thing and download it; `use` also to predict with it and to name it in specs.
         * @enum {string}
         */
        Right: "read" | "use";
        /**
         * @description What runs a model.
         * @enum {string}
         */
        RuntimeName: "keras" | "onnx" | "sklearn";
        /** @description How the learning rate changes from epoch to epoch. */
        Schedule: components["schemas"]["StepSchedule"] | components["schemas"]["ExponentialSchedule"] | components["schemas"]["CosineSchedule"] | components["schemas"]["LinearSchedule"] | components["schemas"]["PiecewiseSchedule"] | components["schemas"]["PlateauSchedule"] | components["schemas"]["ConstantSchedule"];
        /**
         * @description What a key allows; `admin` allows everything.
         * @enum {string}
         */
        Scope: "read" | "predict" | "train" | "admin";
        /**
         * @description A score by its name in scikit-learn; larger values are better.
         * @enum {string}
         */
        Scoring: "accuracy" | "balanced_accuracy" | "f1_macro" | "f1_weighted" | "precision_macro" | "recall_macro" | "neg_log_loss" | "roc_auc" | "r2" | "explained_variance" | "neg_mean_squared_error" | "neg_root_mean_squared_error" | "neg_mean_absolute_error" | "silhouette" | "neg_inertia";
        /** @description Values that are tried, by what is varied. */
        SearchSpace: {
            [key: string]: components["schemas"]["SearchValues"];
        };
        /** @description Candidates of a search, and how they are chosen. */
        SearchSpec: components["schemas"]["GridSearch"] | components["schemas"]["RandomSearch"] | components["schemas"]["MultiresolutionSearch"];
        /** @description Values that are tried: a list of them, or a range of numbers. */
        SearchValues: unknown[] | components["schemas"]["NumberRange"];
        /** @description Sizes at the sides of an image: one number for all, one for each axis, or one for each side. */
        Sides: number | components["schemas"]["Pair"] | [
            components["schemas"]["Pair"],
            components["schemas"]["Pair"]
        ];
        /**
         * @description Version of the form of a spec.
         * @enum {integer}
         */
        SpecVersion: 3;
        /** @description A preprocessing step. */
        Step: components["schemas"]["CastStep"] | components["schemas"]["ScaleStep"] | components["schemas"]["DivideStep"] | components["schemas"]["MinMaxStep"] | components["schemas"]["StandardizeStep"] | components["schemas"]["NormalizeStep"] | components["schemas"]["ClipStep"] | components["schemas"]["LogStep"] | components["schemas"]["ReshapeStep"] | components["schemas"]["AddChannelStep"] | components["schemas"]["OneHotStep"] | components["schemas"]["LabelEncodeStep"] | components["schemas"]["ImputeStep"] | components["schemas"]["TabularStep"] | components["schemas"]["EncodeCategoriesStep"] | components["schemas"]["DatePartsStep"] | components["schemas"]["BagOfWordsStep"] | components["schemas"]["PolynomialFeaturesStep"] | components["schemas"]["PcaStep"] | components["schemas"]["ImageStep"] | components["schemas"]["WindowStep"] | components["schemas"]["LettersStep"] | components["schemas"]["WordsStep"];
        /** @description A layer that may be applied to each step of a sequence. */
        StepLayer: components["schemas"]["DenseLayer"] | components["schemas"]["ActivationLayer"] | components["schemas"]["DropoutLayer"] | components["schemas"]["FlattenLayer"] | components["schemas"]["ReshapeLayer"] | components["schemas"]["Conv2DLayer"] | components["schemas"]["Conv2DTransposeLayer"] | components["schemas"]["SeparableConv2DLayer"] | components["schemas"]["DepthwiseConv2DLayer"] | components["schemas"]["MaxPooling2DLayer"] | components["schemas"]["AveragePooling2DLayer"] | components["schemas"]["GlobalMaxPooling2DLayer"] | components["schemas"]["GlobalAveragePooling2DLayer"] | components["schemas"]["BatchNormalizationLayer"] | components["schemas"]["LayerNormalizationLayer"] | components["schemas"]["GaussianNoiseLayer"] | components["schemas"]["RescalingLayer"];
        /** @description Steps in order, by the name of an input or output. */
        StepsByName: {
            [key: string]: components["schemas"]["Step"][];
        };
        /**
         * @description A part of a data set as it is stored.
         * @enum {string}
         */
        StoredPart: "train" | "test";
        /**
         * @description What a symbol becomes: its id, or a row with a 1 in its column.
         * @enum {string}
         */
        SymbolOutput: "ids" | "one_hot";
        /** @description A tag: small letters, digits and . _ : / -. */
        Tag: string;
        /**
         * @description A task of a job.
         * @enum {string}
         */
        TaskName: "train" | "transform" | "cross_validate" | "search" | "import" | "batch" | "reproduce";
        /** @description An event of a stream, its data decoded: start, symbol, end, error. */
        TextEvent: components["schemas"]["TextStartEvent"] | components["schemas"]["TextSymbolEvent"] | components["schemas"]["TextEndEvent"] | components["schemas"]["TextErrorEvent"];
        /**
         * @description What a tabular step makes of a column.
         * @enum {string}
         */
        Treatment: "number" | "category" | "date" | "text" | "leave_out";
        /**
         * @description How symbols outside the vocabulary are handled.
         * @enum {string}
         */
        Unknown: "refuse" | "drop" | "replace";
        /**
         * @description Format of an uploaded file.
         * @enum {string}
         */
        UploadFormat: "csv" | "parquet" | "arrow" | "jsonl" | "xlsx" | "npy" | "npz" | "idx" | "images" | "text";
        /**
         * @description How the measured figures of a recipe agree with the reported ones.
         * @enum {string}
         */
        Verdict: "within" | "within_spread" | "differs" | "not_reported" | "shortened" | "failed" | "not_run";
        /** @description The weight of each class, by its label; 1 for others. */
        WeightByClass: {
            [key: string]: number;
        };
        /** @description The weight of the loss of each output, by its name. */
        WeightByOutput: {
            [key: string]: number;
        };
        /**
         * @description When an alias is moved to a new model.
         * @enum {string}
         */
        When: "if_better" | "if_not_worse" | "always";
        /**
         * @description Whether a worker takes jobs.
         * @enum {string}
         */
        WorkerStatus: "ready" | "stopping" | "unable" | "silent";
        /** @description An alias. */
        AliasOut: {
            /** @description The alias. */
            alias: string;
            /** @description The reference with it, such as digits:champion. */
            ref: string;
            /** @description Number of the version that it means. */
            version: number;
            /** @description Reference of the version that it means, such as digits@3. */
            model: string;
            /**
             * Format: date-time
             * @description When it was set to that version.
             */
            moved_at: string;
        };
        /** @description An alias that is moved to the new version at the end of a retraining. */
        Promote: {
            /** @description The alias of the model, such as champion; made if there is none. */
            alias: string;
            /** @description Moved if the new version is better than the one before by more than `margin`, if it is worse by at most that, or always. Default: "if_better". */
            when?: components["schemas"]["PromotedWhen"];
            /** @description Figure that decides, one of those that both versions are compared by; the first one when left out. */
            metric?: string | null;
            /** @description Difference that counts, in the unit of the figure. Default: 0.0. */
            margin?: number;
        };
        /** @description What a retraining was asked to do with an alias. */
        PromoteOut: {
            /** @description The alias. */
            alias: string;
            /** @description When it is moved to the new version. */
            when: components["schemas"]["PromotedWhen"];
            /** @description Name of the figure that decides; empty where nothing is compared. */
            metric: string;
            /** @description Difference that counts, in the unit of the figure. */
            margin: number;
            /** @description Version that the alias meant when the job was submitted; null if there was none. */
            expected: number | null;
        };
        /** @description The aliases of a model, by name, and what its bare name means. */
        AliasesOut: {
            /** @description The aliases, by name. */
            aliases: components["schemas"]["AliasOut"][];
            /** @description Alias that the bare name means; latest: its newest version; null: what MODELBOOK_DEFAULT_REF of the server says. */
            default_ref: string | null;
            /** @description Reference of the version that the bare name means now. */
            model: string;
        };
        /** @description True against false positives of one class against all others, from the strictest threshold to the loosest. */
        RocCurve: {
            /** @description Area under the curve of all thresholds. */
            auc: number;
            /** @description Share of the other samples that are predicted as the class, at each threshold. */
            false_positive_rate: number[];
            /** @description Share of the samples of the class that are predicted as it, at each threshold. */
            true_positive_rate: number[];
        };
        /** @description Precision against recall of one class against all others, from the strictest threshold to the loosest. */
        PrecisionRecallCurve: {
            /** @description Mean of the precisions, each weighted by the recall it adds. */
            average_precision: number;
            /** @description Recall at each threshold. */
            recall: number[];
            /** @description Precision at each threshold. */
            precision: number[];
        };
        /** @description How long a model takes for a batch on this server, without the time of reading and writing. */
        SpeedOut: {
            /** @description Samples in the batch. */
            batch_size: number;
            /** @description Expected time of the batch, as measured when the model was loaded, and corrected by its batches since. */
            milliseconds: number;
        };
        /** @description How far a model that was trained again on the same data equals the recorded one. */
        Reproduction: {
            /** @description Whether all learned numbers, and the outputs for the golden examples, are equal in every bit. */
            bit_equal: boolean;
            /** @description The result, as a sentence. */
            verdict: string;
            /** @description Differences of the learned numbers: weights of a network, all numbers of a fitted pipeline. */
            weights: components["schemas"]["Differences"];
            /** @description Differences of the outputs of the model for its golden examples. */
            outputs: components["schemas"]["Differences"];
            /** @description The metrics that differ; empty where all are equal. */
            metrics: components["schemas"]["ChangedMetric"][];
            /** @description What differs of the surroundings; empty where nothing known does. */
            environment: components["schemas"]["ChangedFact"][];
        };
        /** @description A trial of a search or cross-validation that has ended: with scores, or with an error. */
        TrialData: {
            /** @description Index of the candidate, from 0. */
            candidate: number;
            /** @description Index of the fold, from 0. */
            fold: number;
            /** @description Score on the fold; left out if the trial failed. */
            score?: number;
            /** @description Score on the samples that were fitted; null if not asked for, left out if the trial failed. */
            train_score?: number | null;
            /** @description Why the trial failed; left out if it did not. */
            error?: string;
            /** @description Duration of fitting preprocessing and model, in seconds. */
            fit_seconds: number;
        };
        /** @description A candidate of a search, or the only one of a cross-validation. */
        CandidateOut: {
            /** @description Index of the candidate, from 0, in the order of the search. */
            candidate: number;
            /** @description Its parameters, by the keys of the search space. */
            params: {
                [key: string]: unknown;
            };
            /** @description Score on each fold, in order; null if the trial is not done, or failed. */
            scores: (number | null)[];
            /** @description Score on the training part of each fold. */
            train_scores: (number | null)[];
            /** @description Mean of the scores; null until all are known. */
            mean_score: number | null;
            /** @description Standard deviation of the scores (of the population). */
            std_score: number | null;
            /** @description Mean of the scores on the training parts; null until all are known. */
            mean_train_score: number | null;
            /** @description Mean duration of a fit, in seconds; null until one is done. */
            mean_fit_seconds: number | null;
            /** @description Further figures, for example of clusters. */
            figures: {
                [key: string]: number;
            };
            /** @description Why trials failed; empty if none has. */
            errors: string[];
            /** @description Rank among the candidates, from 1; equal means share the better rank. */
            rank: number | null;
        };
        /** @description A page of candidates. */
        CandidatePage: {
            /** @description The candidates of the page. */
            candidates: components["schemas"]["CandidateOut"][];
            /** @description Candidates so far; later rounds add more. */
            n_candidates: number;
            /** @description Trials so far: candidates times folds. */
            n_trials: number;
            /** @description Trials that are not done yet. */
            n_open: number;
            /** @description Give it as ?cursor= for the next page; null at the end. */
            next_cursor: number | null;
        };
        /** @description All candidates of a search in columns, ordered by index: what stands at one position of the lists belongs to one candidate. */
        CandidateScoresOut: {
            /** @description Index of each candidate, from 0. */
            candidates: number[];
            /** @description Round of the search that it is of, from 0. */
            rounds: number[];
            /** @description Its values, by the keys of the search space; null where it has none. */
            params: {
                [key: string]: unknown[];
            };
            /** @description Mean of its scores; null until all are known. */
            mean_scores: (number | null)[];
            /** @description Standard deviation of its scores (of the population). */
            std_scores: (number | null)[];
            /** @description Mean duration of a fit, in seconds; null until one is done. */
            mean_fit_seconds: (number | null)[];
            /** @description Rank among the candidates, from 1; equal means share the better rank. */
            ranks: (number | null)[];
            /** @description Whether it is scored, has failed, or is open. */
            states: components["schemas"]["CandidateState"][];
        };
        /** @description Checkpoints of a job that are on disk. */
        CheckpointsOut: {
            /** @description The checkpoints, by epoch. */
            checkpoints: components["schemas"]["CheckpointOut"][];
        };
        /** @description The targets of one output in one part. */
        TargetCountsOut: {
            /** @description Samples of every class of the data set, also of those that the part lacks; null for values, and above 1,000 classes. */
            classes: components["schemas"]["ClassCountOut"][] | null;
            /** @description Summary of the values; null for classes and texts. */
            values: components["schemas"]["ValueSummaryOut"] | null;
        };
        /** @description The cluster of a sample. */
        ClusterPrediction: {
            /** @description Index of the cluster; -1 for noise. */
            cluster: number;
        };
        /** @description A part of a file with more than one meaning: it stays as it stands until the caller says which is meant. */
        Doubt: {
            /** @description Column; null where it is the whole file. */
            column?: string | null;
            /** @description Line of the first cell in doubt, from 1. */
            line?: number | null;
            /** @description Member of an archive. */
            member?: string | null;
            /** @description The first cell in doubt. */
            cell?: string | null;
            /** @description What is in doubt. */
            detail: string;
            /**
             * @description use: a spec that uses the column is refused; target: only one with it as target, others are warned. Default: "use".
             * @enum {string}
             */
            refuses?: "use" | "target";
            /** @description Values of `reading` that settle it, one of which to send. */
            settle?: {
                [key: string]: unknown;
            }[];
        };
        /** @description Keep weights at or above zero. */
        NonNeg: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            constraint: "NonNeg";
        };
        /** @description Keep the norm of each weight vector at 1. */
        UnitNorm: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            constraint: "UnitNorm";
            /** @description Axis along which norms are taken; 0 for the kernel of Dense. Default: 0. */
            axis?: number;
        };
        /** @description Limit the norm of each weight vector. */
        MaxNorm: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            constraint: "MaxNorm";
            /** @description Largest norm allowed. Default: 2.0. */
            max_value?: number;
            /** @description Axis along which norms are taken; 0 for the kernel of Dense. Default: 0. */
            axis?: number;
        };
        /** @description The built-in data sets and generators, by name, and a page of uploads, newest first. */
        DatasetsOut: {
            /** @description The built-in data sets and generators, by name. */
            datasets: components["schemas"]["DatasetOut"][];
            /** @description A page of uploads, newest first. */
            uploads: components["schemas"]["UploadOut"][];
            /** @description Value of ?cursor= for the next page of uploads; null at the end. */
            next_cursor: string | null;
        };
        /** @description The result of decision_function for a sample. */
        DecisionPrediction: {
            /** @description A number for two classes, else a number for each label. */
            decision: number | {
                [key: string]: number | null;
            } | null;
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description What the bare name of a model means. */
        DefaultRefRequest: {
            /** @description One of its aliases; latest: always its newest version; null: what MODELBOOK_DEFAULT_REF of the server says. */
            default_ref: string | null;
        };
        /** @description A page of deletions, newest first. */
        DeletionPage: {
            /** @description The deletions of which something is left. */
            deletions: components["schemas"]["DeletionOut"][];
            /** @description Give it as ?cursor= for the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description The reason for which a text ends early. */
        TextErrorData: {
            /** @description What failed, and what to do about it. */
            detail: string;
        };
        /** @description What a job may use. */
        Resources: {
            /**
             * @description Kind of device; auto uses the CPU queue. Default: "auto".
             * @enum {string}
             */
            device?: "auto" | "cpu" | "gpu";
            /** @description Time after which the job is stopped and fails, in seconds. Default: 3600. */
            time_limit_s?: number;
            /** @description Memory above which the job is stopped and fails, in GiB; the share of a worker's slot when left out. */
            memory_gb?: number | null;
        };
        /** @description The single-step form of a model. */
        StepsOut: {
            /** @description Largest difference from whole windows, relative to the largest output; null if there is no single-step form. */
            difference: number | null;
            /** @description Why there is no single-step form; empty if there is one. */
            reason: string;
        };
        /** @description A distribution at each of the temperatures, in their order. */
        TemperaturesOut: {
            /** @description The distributions, in the order of the temperatures. */
            distributions: components["schemas"]["DistributionOut"][];
        };
        /** @description How a file was read. */
        ReadingReport: {
            /** @description Encoding of the text; null where the file is not text. */
            encoding?: string | null;
            /** @description Character between cells; a blank for runs of blanks; null without cells. */
            delimiter?: string | null;
            /** @description Character before decimals. */
            decimal?: string | null;
            /** @description Character between groups of three digits; null for none. */
            thousands?: string | null;
            /** @description Whether the first row named the columns; null where the format has names of its own. */
            header?: boolean | null;
            /** @description Cells that were taken for missing values. */
            missing?: string[];
            /** @description What was passed over. */
            skipped?: components["schemas"]["Skipped"][];
            /** @description Columns whose type does not follow from plain numbers or text. */
            types?: {
                [key: string]: string;
            };
            /** @description What else was taken as meant, in sentences. */
            notes?: string[];
            /** @description Sheet of a workbook. */
            sheet?: string | null;
            /** @description How labels were joined. */
            labels?: string | null;
        };
        /** @description How to read a file, where the caller settles it; what is left out is recognized. */
        Reading: {
            /** @description Encoding of text, such as utf-8, utf-16 or cp1252. */
            encoding?: string | null;
            /** @description Character between cells; a blank for runs of blanks. */
            delimiter?: string | null;
            /** @description Character before the decimals of a number. */
            decimal?: ("." | ",") | null;
            /** @description Character between groups of three digits. */
            thousands?: ("," | "." | " " | "'" | "_") | null;
            /** @description Whether the first row names the columns. */
            header?: boolean | null;
            /** @description Cells that stand for a missing value, in every column, besides empty ones. */
            missing?: string[] | null;
            /** @description Types of columns, by name. */
            types?: {
                [key: string]: components["schemas"]["ColumnType"];
            } | null;
            /** @description Order of day and month, by name of a column of dates. */
            dates?: {
                [key: string]: components["schemas"]["DateOrder"];
            } | null;
            /** @description Lines to leave out, counted from 1. */
            skip_lines?: number[] | null;
            /** @description How labels that look alike are joined: strip, strip_casefold or as_is; for images also a CSV member with labels. */
            labels?: string | null;
            /** @description Name of the sheet of a workbook; the first when left out. */
            sheet?: string | null;
            /** @description What happens to members of an archive that cannot be read. */
            on_bad?: ("refuse" | "skip") | null;
            /** @description Largest share of members that may be skipped; 0.05 when left out. */
            max_bad_share?: number | null;
        };
        /** @description A page of changes, newest first. */
        AuditPage: {
            /** @description The changes. */
            entries: components["schemas"]["AuditEntryOut"][];
            /** @description Give it as ?cursor= for the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description Curves over the same epochs, so that a chart can draw them as they are. */
        CurvesOut: {
            /** @description Numbers of the epochs: each of those that are wanted, or the first, the two ends of each bucket (of three, if a curve has gaps, the middle one, too), and the last. */
            epoch: number[];
            /** @description Epochs of a bucket at most; 1 if every epoch is there. At its ends are its least and its greatest value, in the order in which they come, and null between them if a value is missing. */
            epochs_per_bucket: number;
            /** @description The jobs, in the order in which they were named. */
            jobs: components["schemas"]["JobCurvesOut"][];
        };
        /** @description A checkpoint: an HDF5 file of all variables. */
        CheckpointOut: {
            /** @description Its epoch, from 1, by which it is downloaded and registered. */
            epoch: number;
            /** @description File name, by the pattern of the spec. */
            file: string;
            /** @description Size of the file, in bytes. */
            size_bytes: number;
            /** @description Loss, metrics and learning rate of its epoch, by name. */
            metrics: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description When it was written.
             */
            created_at: string;
        };
        /** @description An epoch of a network that has ended. Its loss and metrics stand beside the other fields, each under its own name. */
        EpochData: {
            /** @description Number of the epoch, from 1; repeated only if the job begins again at the first. */
            epoch: number;
            /** @description Duration of the epoch with its validation, in seconds. */
            seconds: number;
            /** @description Learning rate at the end of the epoch; left out by jobs of old releases. */
            learning_rate?: number;
            /** @description Samples of the training part per second, without validation; left out by jobs of old releases. */
            samples_per_second?: number;
        } & {
            [key: string]: number;
        };
        /** @description Figures after a batch: loss and metrics of the epoch so far stand beside the other fields, each under its own name. */
        BatchOut: {
            /** @description Number of the epoch, from 1. */
            epoch: number;
            /** @description Number of the batch in its epoch, from 1. */
            step: number;
        } & {
            [key: string]: number;
        };
        /** @description A text that a network generated after an epoch, for a spec with `training.samples`. */
        SampleData: {
            /** @description Number of the epoch, from 1. */
            epoch: number;
            /** @description Temperature of the draws. */
            temperature: number;
            /** @description Text that is continued, as given in the spec. */
            seed: string;
            /** @description Generated text, without the seed. */
            text: string;
        };
        /** @description Evidence that a network overfits. */
        OverfittingOut: {
            /** @description Epoch with the lowest validation loss, which has risen since while the training loss fell. */
            epoch: number;
            /** @description Validation loss of that epoch. */
            val_loss: number;
            /** @description Validation loss of the last epoch. */
            last_val_loss: number;
        };
        /** @description Metrics of the epochs and of some batches. */
        HistoryOut: {
            /** @description The epochs of the current attempt, in order; none for scikit-learn, nor where curves are asked for. */
            epochs: components["schemas"]["EpochData"][];
            /** @description Figures of at most 200 batches, evenly spaced over all epochs; of curves those of their epochs. */
            batches: components["schemas"]["BatchOut"][];
            /** @description Null if there is no sign of overfitting. */
            overfitting: components["schemas"]["OverfittingOut"] | null;
            /** @description The epochs as thinned curves, instead of `epochs`; left out unless `points`, `from`, `to` or `metric` is given. */
            curves?: components["schemas"]["CurvesOut"];
        };
        /** @description An error below /v2. */
        InferenceError: {
            /** @description Where it is, what was expected, and what came. */
            error: string;
        };
        /** @description The event `progress`. */
        JobProgressEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "progress";
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["ProgressData"];
        };
        /** @description The event `end`. */
        TextEndEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "end";
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["TextEndData"];
        };
        /** @description The event `error`. */
        TextErrorEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "error";
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["TextErrorData"];
        };
        /** @description The event `start`. */
        TextStartEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "start";
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["TextStartData"];
        };
        /** @description The event `symbol`. */
        TextSymbolEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "symbol";
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["TextSymbolData"];
        };
        /** @description The event `epoch`. */
        JobEpochEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "epoch";
            /** @description Value of the header Last-Event-ID with which a later stream continues after this event. */
            id: string;
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["EpochData"];
        };
        /** @description The event `log`. */
        JobLogEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "log";
            /** @description Value of the header Last-Event-ID with which a later stream continues after this event. */
            id: string;
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["LogData"];
        };
        /** @description The event `model`. */
        JobModelEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "model";
            /** @description Value of the header Last-Event-ID with which a later stream continues after this event. */
            id: string;
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["ModelData"];
        };
        /** @description The event `sample`. */
        JobSampleEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "sample";
            /** @description Value of the header Last-Event-ID with which a later stream continues after this event. */
            id: string;
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["SampleData"];
        };
        /** @description The event `state`. */
        JobStateEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "state";
            /** @description Value of the header Last-Event-ID with which a later stream continues after this event. */
            id: string;
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["StateData"];
        };
        /** @description The event `trial`. */
        JobTrialEvent: {
            /**
             * @description Name of the event. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            event: "trial";
            /** @description Value of the header Last-Event-ID with which a later stream continues after this event. */
            id: string;
            /** @description Its data, which the stream has as JSON in one line. */
            data: components["schemas"]["TrialData"];
        };
        /** @description A page of the stored events of a job, newest first. */
        StoredEventPage: {
            /** @description The events. */
            events: components["schemas"]["StoredEventOut"][];
            /** @description Give it as ?cursor= for the next page; null at the end. */
            next_cursor: number | null;
        };
        /** @description Keep checkpoints while training: HDF5 files of all variables. */
        Checkpoint: {
            /** @description Epochs between checkpoints. Default: 1. */
            every?: number;
            /** @description Number of newest checkpoints that are kept; all if null. Default: 2. */
            keep?: number | null;
            /** @description Logged name by which an epoch is the best so far; val_loss when left out. */
            monitor?: string | null;
            /** @description Keep a checkpoint only when the monitor is better than in all earlier epochs. Default: false. */
            best_only?: boolean;
            /** @description Leave out the state of the optimizer. Default: false. */
            weights_only?: boolean;
            /** @description File name; {epoch:03d} and logged names such as {val_loss:.3f} are filled in. Default: "epoch-{epoch:05d}.h5". */
            name?: string;
            /** @description Whether smaller (min) or larger (max) values of the monitor are better; auto infers it from its name. Default: "auto". */
            mode?: components["schemas"]["MonitorMode"];
        };
        /** @description Agreement of predicted probabilities with observed frequencies. */
        Calibration: {
            /** @description Expected calibration error: mean difference of confidence and accuracy, weighted by count. */
            expected_error: number;
            /** @description The ten bins, in order. */
            bins: components["schemas"]["CalibrationBin"][];
        };
        /** @description A feature, and the grid's points along it. */
        Axis: {
            /** @description Index of the feature, from 0, or the name of its column. */
            feature: number | string;
            /** @description First point. */
            from: number;
            /** @description Last point. */
            to: number;
            /** @description Number of points, the ends included. */
            steps: number;
        };
        /** @description The data of one input of a network. */
        InputChoice: {
            /** @description Columns of an upload, or its one array; left out for a built-in data set. */
            features?: components["schemas"]["Column"][] | null;
        };
        /** @description A reported figure beside the measured one. */
        MeasuredFigure: {
            /** @description Name of the figure; of a candidate of a search, with its parameters. */
            figure: string;
            /** @description What the book reports. */
            reported: components["schemas"]["Figure"];
            /** @description What the run measured; null if it did not. */
            measured: components["schemas"]["Figure"] | null;
            /** @description Largest allowed difference; null where both must be equal. */
            allowed: number | null;
            /** @description What was measured with other seeds; empty where the first agrees. */
            other_seeds: (components["schemas"]["Figure"] | null)[];
            /** @description Whether they agree: within the allowed difference, within the spread of the seeds, or not. */
            verdict: components["schemas"]["FigureVerdict"];
        };
        /** @description A file to append to a data set. */
        AppendForm: {
            /**
             * Format: binary
             * @description The file.
             */
            file: Blob;
            /** @description Format of the file; by the ending of its name when left out. */
            format?: components["schemas"]["UploadFormat"];
            /** @description One character between the fields of a table; short for that of `reading`. */
            delimiter?: string;
            /** @description JSON object that settles how the file is read, over how the data set was. */
            reading?: string;
        };
        /** @description A data set to upload. */
        UploadForm: {
            /**
             * Format: binary
             * @description The file.
             */
            file: Blob;
            /** @description Name of the data set; the file's name when left out. */
            name?: string;
            /** @description Format of the file; by the ending of its name when left out: csv for .csv, .tsv; parquet for .parquet, .pq; arrow for .arrow, .arrows, .feather, .ipc; jsonl for .jsonl, .ndjson, .json; xlsx for .xlsx, .xlsm, .xlsb, .xls, .ods; npy for .npy; npz for .npz; idx for .idx, -ubyte, .idx1, .idx3; images for .zip, .tar, .tgz; text for .txt, .text. */
            format?: components["schemas"]["UploadFormat"];
            /** @description One character between the fields of a table; short for that of `reading`. */
            delimiter?: string;
            /** @description JSON object that settles how the file is read; its fields are those of the body of a reread. */
            reading?: string;
        };
        /** @description The output files of a job. */
        FilesOut: {
            /** @description The files, by name. */
            files: components["schemas"]["FileOut"][];
        };
        /** @description Counts of one fold. */
        FoldCountsOut: {
            /** @description Index of the fold, from 0. */
            fold: number;
            /** @description The samples that are fitted, and those of the fold (test), which are scored. */
            parts: components["schemas"]["PartCountsOut"][];
        };
        /** @description The task cross_validate: one model, scored on every fold. */
        CrossValidation: {
            /** @description Number of folds; each is scored once, by a model fitted to the others. Default: 5. */
            folds?: number;
            /** @description Keep the classes' shares equal in all folds; when left out, for classes only, as in scikit-learn. */
            stratified?: boolean | null;
            /** @description Draw the folds at random; otherwise in the order of the samples. Default: false. */
            shuffle?: boolean;
            /** @description Keep each group of data.groups in one fold. Default: false. */
            grouped?: boolean;
            /** @description Train only on samples before the fold. Default: false. */
            time_series?: boolean;
            /** @description Seed of the shuffle; the job's when left out. */
            seed?: number | null;
            /** @description Score of which larger values are better; accuracy, r2 or silhouette when left out, by the kind of prediction. */
            scoring?: components["schemas"]["Scoring"] | null;
            /** @description Also score the training part of each fold. Default: true. */
            train_scores?: boolean;
        };
        /** @description Every combination of the values. */
        GridSearch: {
            /** @description Number of folds; each is scored once, by a model fitted to the others. Default: 5. */
            folds?: number;
            /** @description Keep the classes' shares equal in all folds; when left out, for classes only, as in scikit-learn. */
            stratified?: boolean | null;
            /** @description Draw the folds at random; otherwise in the order of the samples. Default: false. */
            shuffle?: boolean;
            /** @description Keep each group of data.groups in one fold. Default: false. */
            grouped?: boolean;
            /** @description Train only on samples before the fold. Default: false. */
            time_series?: boolean;
            /** @description Seed of the shuffle; the job's when left out. */
            seed?: number | null;
            /** @description Score of which larger values are better; accuracy, r2 or silhouette when left out, by the kind of prediction. */
            scoring?: components["schemas"]["Scoring"] | null;
            /** @description Also score the training part of each fold. Default: true. */
            train_scores?: boolean;
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            strategy: "grid";
            /** @description Values by what is varied: step__parameter, or the path of a field (model.layers.0.units). */
            space: {
                [key: string]: unknown[];
            };
        };
        /** @description Combinations drawn at random, without repetition. */
        RandomSearch: {
            /** @description Number of folds; each is scored once, by a model fitted to the others. Default: 5. */
            folds?: number;
            /** @description Keep the classes' shares equal in all folds; when left out, for classes only, as in scikit-learn. */
            stratified?: boolean | null;
            /** @description Draw the folds at random; otherwise in the order of the samples. Default: false. */
            shuffle?: boolean;
            /** @description Keep each group of data.groups in one fold. Default: false. */
            grouped?: boolean;
            /** @description Train only on samples before the fold. Default: false. */
            time_series?: boolean;
            /** @description Seed of the shuffle; the job's when left out. */
            seed?: number | null;
            /** @description Score of which larger values are better; accuracy, r2 or silhouette when left out, by the kind of prediction. */
            scoring?: components["schemas"]["Scoring"] | null;
            /** @description Also score the training part of each fold. Default: true. */
            train_scores?: boolean;
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            strategy: "random";
            /** @description Values by what is varied: step__parameter, or the path of a field (model.layers.0.units). */
            space: components["schemas"]["SearchSpace"];
            /** @description Candidates drawn; at most all combinations. Default: 10. */
            n_iter?: number;
        };
        /** @description Successive grids, each narrower around the best candidate of the previous one. */
        MultiresolutionSearch: {
            /** @description Number of folds; each is scored once, by a model fitted to the others. Default: 5. */
            folds?: number;
            /** @description Keep the classes' shares equal in all folds; when left out, for classes only, as in scikit-learn. */
            stratified?: boolean | null;
            /** @description Draw the folds at random; otherwise in the order of the samples. Default: false. */
            shuffle?: boolean;
            /** @description Keep each group of data.groups in one fold. Default: false. */
            grouped?: boolean;
            /** @description Train only on samples before the fold. Default: false. */
            time_series?: boolean;
            /** @description Seed of the shuffle; the job's when left out. */
            seed?: number | null;
            /** @description Score of which larger values are better; accuracy, r2 or silhouette when left out, by the kind of prediction. */
            scoring?: components["schemas"]["Scoring"] | null;
            /** @description Also score the training part of each fold. Default: true. */
            train_scores?: boolean;
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            strategy: "multiresolution";
            /** @description Values by what is varied: step__parameter, or the path of a field (model.layers.0.units). */
            space: components["schemas"]["SearchSpace"];
            /** @description Number of grids. Default: 3. */
            rounds?: number;
            /** @description Values of each range in a round. Default: 5. */
            points?: number;
        };
        /** @description What the artifact of the model holds. */
        ArtifactOptions: {
            /** @description Examples that every runtime replays before it serves the model. real: samples of the data, raw; synthetic: samples that are drawn from the ranges and categories of the columns, so that the file holds none of the data's. Default: "real". */
            golden?: components["schemas"]["GoldenSource"];
        };
        /** @description What a worker hands to its jobs. */
        DevicesOut: {
            /** @description Ids of the GPUs, of which each job has one in turn; empty for none. */
            gpus: string[];
            /** @description CPU threads of one job; 0 for all of the machine. */
            threads: number;
        };
        /** @description How a key is replaced. */
        RotationRequest: {
            /** @description Seconds for which the old key can still be used. Default: 0.0. */
            grace_s?: number;
        };
        /** @description A grant. */
        GrantOut: {
            /** @description The owner whom it is given to; *: every owner. */
            grantee: string;
            /** @description read or use; use includes read. */
            right: components["schemas"]["Right"];
            /**
             * Format: date-time
             * @description When it was given, or last changed.
             */
            created_at: string;
        };
        /** @description A grant that was given, and what it gives away. */
        GivenGrantOut: {
            /** @description The owner whom it is given to; *: every owner. */
            grantee: string;
            /** @description read or use; use includes read. */
            right: components["schemas"]["Right"];
            /**
             * Format: date-time
             * @description When it was given, or last changed.
             */
            created_at: string;
            /** @description What of its data the grantee can read out of a model; empty for a data set, and for a model without such. */
            warnings: string[];
        };
        /** @description The grants on a model or data set, by grantee. */
        GrantsOut: {
            /** @description The grants, by grantee. */
            grants: components["schemas"]["GrantOut"][];
        };
        /** @description A change. */
        AuditEntryOut: {
            /** @description Id of the entry; later ones have greater ids. */
            id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            at: string;
            /** @description Who made it: `command line`, `admin key file`, `key` and its id, `account` and its owner, or `nobody` without a key. */
            actor: string;
            /**
             * @description What was done.
             * @enum {string}
             */
            action: "create key" | "rotate key" | "expire key" | "revoke key" | "give grant" | "withdraw grant" | "set alias" | "delete alias" | "set default" | "delete" | "undo deletion";
            /** @description Owner of what was changed. */
            owner: string;
            /** @description What was changed: id of a key, `model` and its name, or `dataset` and its id. */
            subject: string;
            /** @description Details by name: of a key its name and scopes, of a grant its grantee and right, of an alias its versions and the job that has promoted one. */
            data: {
                [key: string]: string | number | string[] | null;
            };
        };
        /** @description A stored event of a job. */
        StoredEventOut: {
            /** @description Its id, by which a stream of events continues after it. */
            id: number;
            /** @description Its name. */
            event: components["schemas"]["EventName"];
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            at: string;
            /** @description What it says, as in a stream of events. */
            data: components["schemas"]["StateData"] | components["schemas"]["LogData"] | components["schemas"]["EpochData"] | components["schemas"]["SampleData"] | components["schemas"]["TrialData"] | components["schemas"]["ModelData"];
        };
        /** @description Summary of a recipe. */
        RecipeSummary: {
            /** @description Id of the recipe, as POST /v1/jobs takes it. */
            id: string;
            /** @description Family of models that it belongs to. */
            group: components["schemas"]["RecipeGroup"];
            /** @description The trained model, in a line. */
            title: string;
            /** @description Where in the book it is from. */
            source: string;
            /** @description Minutes that the whole recipe takes on two cores. */
            expected_minutes: number;
            /** @description Figures that the book reports, by name. */
            reported?: {
                [key: string]: components["schemas"]["Figure"];
            };
            /** @description How its figures compared with the book's in the newest full run; null for one that it did not know. */
            verdict: components["schemas"]["Verdict"] | null;
        };
        /** @description A recipe of the catalog. */
        RecipeOut: {
            /** @description Id of the recipe, as POST /v1/jobs takes it. */
            id: string;
            /** @description Family of models that it belongs to. */
            group: components["schemas"]["RecipeGroup"];
            /** @description The trained model, in a line. */
            title: string;
            /** @description Where in the book it is from. */
            source: string;
            /** @description Minutes that the whole recipe takes on two cores. */
            expected_minutes: number;
            /** @description Figures that the book reports, by name. */
            reported: {
                [key: string]: components["schemas"]["Figure"];
            };
            /** @description How its figures compared with the book's in the newest full run; null for one that it did not know. */
            verdict: components["schemas"]["Verdict"] | null;
            /** @description Differences between book and recipe, with reasons; often empty. */
            notes: string;
            /** @description Recipes to train first, each under its own id: this one starts from their models. */
            requires: string[];
            /** @description What the newest full run measured of it; null for a recipe that it did not know. */
            measured: components["schemas"]["MeasuredForm"] | null;
            /** @description Allowed difference of a whole run from each reported figure, by name. */
            tolerance: {
                [key: string]: number;
            };
            /** @description Merge patch with which it runs in seconds; empty if it does so without. */
            quick: components["schemas"]["MergePatch"];
            /** @description Variants of the recipe by name: submit the recipe with the patch of one. */
            variants: {
                [key: string]: components["schemas"]["VariantOut"];
            };
            /** @description Merge patches by name, one for each job of POST /v1/sweeps. */
            sweep: {
                [key: string]: components["schemas"]["MergePatch"];
            };
            /** @description Its job spec, to be submitted as it is, or changed. */
            spec: components["schemas"]["JobSpec"];
        };
        /** @description A data set, job or model version of a lineage. */
        LineageThingOut: {
            /** @description Its id in this answer: its kind and its name. */
            id: string;
            /**
             * @description What it is.
             * @enum {string}
             */
            kind: "dataset" | "job" | "model";
            /** @description Source of a data set as in a spec, id of a job, or reference of a model version. */
            name: string;
            /** @description Whether it was deleted, or is another owner's and not shared with you: then only its name is known. */
            gone: boolean;
            /** @description Name of an uploaded data set, or of the model of a job; null if there is none. */
            title: string | null;
            /** @description State of a job; null of other things. */
            state: string | null;
            /** @description Digest of the uploaded file, or of the artifact; null of other things. */
            sha256: string | null;
            /** @description Digest of the raw training part of a model; null of imported models and other things. */
            data_sha256: string | null;
            /** @description When it was made; null of built-in data sets, and of what is gone. */
            created_at: string | null;
        };
        /** @description A deletion: what was deleted, and until when it can be restored. */
        DeletionOut: {
            /** @description Its id, by which it is undone. */
            id: string;
            /** @description What was deleted: a model with all versions, one version, a job, jobs by filters, a sweep, a data set. */
            kind: components["schemas"]["DeletedKind"];
            /** @description What was deleted, as it was named: a reference, an id, or the filters. */
            name: string;
            /** @description Model versions in it. */
            n_versions: number;
            /** @description Jobs in it. */
            n_jobs: number;
            /** @description Data sets in it. */
            n_datasets: number;
            /** @description Bytes of its files, which are free once it is purged. */
            size_bytes: number;
            /** @description Who deleted it: key and its id, account and its owner, nobody without a key, or retention. */
            deleted_by: string;
            /**
             * Format: date-time
             * @description When it was deleted.
             */
            deleted_at: string;
            /** @description Until when it can be undone; null if its files are being removed or are gone. */
            undo_until: string | null;
        };
        /** @description The jobs of a sweep, in order. */
        SweepOut: {
            /** @description Id of the sweep. */
            id: string;
            /** @description Its jobs, in the order of the patches. */
            members: components["schemas"]["SweepMemberOut"][];
            /** @description Seconds until its last job has ended, if as many run at a time as now; null if none runs. */
            remaining_s: number | null;
        };
        /** @description A session with a stateful model. */
        SessionOut: {
            /** @description Id of the session, for the paths below. */
            id: string;
            /** @description The model version it was opened for. */
            model: string;
            /** @description Steps fed so far. */
            n_steps: number;
            /**
             * Format: date-time
             * @description When it expires unless it is fed again.
             */
            expires_at: string;
        };
        /** @description An answer. */
        InferAnswer: {
            /** @description Id of the request. */
            id?: string;
            /** @description Name of the model. */
            model_name: string;
            /** @description Its version. */
            model_version: string;
            /** @description The outputs. */
            outputs: components["schemas"]["InferTensor"][];
        };
        /** @description A job. */
        JobOut: {
            /** @description Id of the job, a ULID: ids sort by the time of creation. */
            id: string;
            /** @description Name under which its model is registered. */
            name: string;
            /** @description Id of its recipe; null if it was submitted with a spec. */
            recipe: string | null;
            /** @description Jobs of a higher priority are started first; within a priority, owners share the running time. */
            priority: number;
            /** @description Its state; succeeded, failed and cancelled are final. */
            state: components["schemas"]["JobState"];
            /** @description Whether it was asked to be cancelled. */
            cancel_requested: boolean;
            /** @description Whether it was asked to pause. */
            pause_requested: boolean;
            /** @description Whether a search was asked to end with its best candidate so far. */
            stop_requested: boolean;
            /** @description Number of times it was started; above 1 after the loss of a worker, and after a pause. */
            attempt: number;
            /** @description Fraction done, 0 to 1. */
            progress: number;
            /** @description What it does now: waiting, loading, preparing, tracing, fitting, evaluating, compiling, predicting; null if paused or ended. */
            phase: string | null;
            /** @description Seconds until it will have ended, as estimated now; null if it does not run. */
            remaining_s: number | null;
            /** @description Position among the queued jobs of its owner, from 1; null if it is not queued. */
            queue_position: number | null;
            /** @description What it waits for before it can run, such as a gpu worker; null if for nothing but its turn. */
            waiting_for: string | null;
            /** @description Loss and metrics by name: while it runs of the epoch so far, in the end those of the finished model. */
            metrics: {
                [key: string]: number;
            };
            /** @description Parameters of a search's best candidate, by the keys of its space; null before it is known, and for other tasks. */
            best_params: {
                [key: string]: unknown;
            } | null;
            /** @description Mean score of a search's best candidate; null before it is known, and for other tasks. */
            best_score: number | null;
            /** @description Reference of its model, for example digits@3; null before it has succeeded, and if it makes none. */
            model: string | null;
            /** @description What a retraining has found; null for other jobs. */
            retraining: components["schemas"]["RetrainingOut"] | null;
            /** @description What a reproduction has found; null before that, and for other jobs. */
            reproduction: components["schemas"]["Reproduction"] | null;
            /** @description Why it failed; null if it did not. */
            error: string | null;
            /** @description Most memory of its processes so far, in bytes; null before it is known. */
            peak_memory: number | null;
            /** @description Host and process id of its worker; null before it is started, and while it is paused. */
            worker: string | null;
            /**
             * Format: date-time
             * @description When it was submitted.
             */
            created_at: string;
            /** @description When it was first started; null before that. */
            started_at: string | null;
            /** @description When it ended; null before that. */
            finished_at: string | null;
            /** @description Its tags. */
            tags: components["schemas"]["Tag"][];
            /** @description What its owner has noted about it; empty if nothing. */
            note: string;
            /** @description Its spec, with the defaults written out. */
            spec: components["schemas"]["JobSpec"] | components["schemas"]["ImportSpec"] | components["schemas"]["BatchSpec"] | components["schemas"]["ReproduceSpec"];
        };
        /** @description A sweep in a list. */
        SweepSummaryOut: {
            /** @description Id of the sweep. */
            id: string;
            /** @description Name of its models, before the names of the members. */
            name: string;
            /** @description Id of the recipe; null if it was submitted with a spec. */
            recipe: string | null;
            /** @description Number of its jobs in each state. */
            states: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description When it was submitted.
             */
            created_at: string;
        };
        /** @description The key of a request. */
        CallerKeyOut: {
            /** @description Id of the key, by which an administrator revokes or rotates it. */
            id: string;
            /** @description What people call it. */
            name: string;
            /** @description What the key allows: read, predict, train, admin. */
            scopes: components["schemas"]["Scope"][];
            /** @description When it expires; null if it does not. */
            expires_at: string | null;
        };
        /** @description An upload that arrives in several requests. */
        ResumableOut: {
            /** @description Its id. */
            id: string;
            /** @description Bytes that have arrived. */
            offset: number;
            /** @description Bytes of the whole file. */
            size_bytes: number;
            /**
             * Format: date-time
             * @description When it was begun.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it is deleted unless it is whole.
             */
            expires_at: string;
            /** @description Id of the data set that it became; null before. */
            dataset: string | null;
        };
        /** @description A key, without its text. */
        KeyOut: {
            /** @description Its id, which is no secret. */
            id: string;
            /** @description Owner of what its calls make and see. */
            owner: string;
            /** @description What people call it. */
            name: string;
            /** @description What it allows; admin allows all. */
            scopes: components["schemas"]["Scope"][];
            /** @description Whether it can be used; only an active key can. */
            state: components["schemas"]["KeyState"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description When it expires; null if it does not. */
            expires_at: string | null;
            /** @description When it was revoked; null if it was not. */
            revoked_at: string | null;
            /** @description When it was last used, to about a minute; null if it never was. */
            last_used_at: string | null;
        };
        /** @description A key that was just made. */
        CreatedKeyOut: {
            /** @description Its id, which is no secret. */
            id: string;
            /** @description Owner of what its calls make and see. */
            owner: string;
            /** @description What people call it. */
            name: string;
            /** @description What it allows; admin allows all. */
            scopes: components["schemas"]["Scope"][];
            /** @description Whether it can be used; only an active key can. */
            state: components["schemas"]["KeyState"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description When it expires; null if it does not. */
            expires_at: string | null;
            /** @description When it was revoked; null if it was not. */
            revoked_at: string | null;
            /** @description When it was last used, to about a minute; null if it never was. */
            last_used_at: string | null;
            /** @description The key itself. It is shown this once; only a digest of it is stored. */
            key: string;
        };
        /** @description An uploaded data set. */
        UploadOut: {
            /** @description Its id, by which paths name it. */
            id: string;
            /** @description Its owner. */
            owner: string;
            /** @description Value of `data.source` in a spec: dataset: and its id. */
            source: string;
            /** @description Its name, for people. */
            name: string;
            /** @description Format of the file. */
            format: components["schemas"]["UploadFormat"];
            /** @description Stored form of its values: table, array, arrays, images or text. */
            form: string;
            /** @description SHA-256 of the file; of a version with appended rows that of the digest of the version before, a zero byte and the digest of the appended file. */
            sha256: string;
            /** @description Size of the file, in bytes; of a version with appended rows that of its files together. */
            size_bytes: number;
            /** @description Number of rows, images or characters; for arrays, samples of the first. */
            n_samples: number;
            /** @description Columns of a table, or arrays; empty for images and text. */
            columns: components["schemas"]["ColumnOut"][];
            /** @description Class folders of images, in order; empty otherwise. */
            classes: components["schemas"]["CountOut"][];
            /** @description Number of the version, from 1: rows that are appended make the next one. */
            version: number;
            /** @description Id of the version before; null for the first. */
            previous: string | null;
            /** @description How the file was read; null for a file of an earlier release. */
            reading: components["schemas"]["ReadingReport"] | null;
            /** @description What has more than one meaning: a spec that uses it is refused until a reread settles it. */
            doubts: components["schemas"]["Doubt"][];
            /** @description Fields of `reading` that were said with the upload or the reread; the rest was recognized. */
            given?: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            created_at: string;
            /** @description Its tags. */
            tags: components["schemas"]["Tag"][];
            /** @description What its owner has noted about it; empty if nothing. */
            note: string;
        };
        /** @description A request to infer. */
        InferBody: {
            /** @description Repeated in the answer. */
            id?: string | null;
            /** @description binary_data_output. */
            parameters?: {
                [key: string]: unknown;
            } | null;
            /** @description The inputs. */
            inputs: components["schemas"]["InferInput"][];
            /** @description The outputs to return; all by default. */
            outputs?: components["schemas"]["InferOutput"][] | null;
        };
        /** @description Files of images to predict on. */
        ImagesForm: {
            /** @description One file for each sample. */
            images: Blob[];
        };
        /** @description A raw sample. */
        SampleOut: {
            /** @description Index in the part, from 0. */
            index: number;
            /** @description A value or nested lists, of the data set's `input_shape`; an uploaded image as a data URL. */
            input: components["schemas"]["RawValue"];
            /** @description The raw target; null if the set has no targets. */
            target: components["schemas"]["RawValue"];
        };
        /** @description A sample before and after preprocessing. */
        PreparedSampleOut: {
            /** @description Index in the part, from 0. */
            index: number;
            /** @description Index in the data set's training part, or in its own test part, as in a preview; null for windows and for fresh samples. */
            source_index: number | null;
            /** @description The steps of a window; null for other samples. */
            span: components["schemas"]["SpanOut"] | null;
            /** @description Values before preprocessing; those of a text are its cleaned symbols. */
            raw: components["schemas"]["ValuesOut"];
            /** @description Values that the model gets; targets are empty for a model that is fitted to none. */
            prepared: components["schemas"]["ValuesOut"];
        };
        /** @description One misclassified sample. */
        Mistake: {
            /** @description Its index in the part, from 0. */
            index: number;
            /** @description Its class; null for one not seen in training. */
            true: number | string | null;
            /** @description The predicted class. */
            predicted: number | string;
            /** @description Predicted probability of the predicted class; null for a model without probabilities. */
            probability: number | null;
        };
        /** @description One input of a model. */
        InputOut: {
            /** @description Shape of one raw value; null for an axis of any length. */
            input_shape: (number | null)[];
            /** @description NumPy type of raw values; str: text, object: rows of numbers and text, image: encoded images. */
            input_dtype: string;
            /** @description Whether PNG, JPEG and other image files are accepted. */
            images: boolean;
            /** @description Shape of one value after preprocessing. */
            model_shape: number[];
            /** @description Names of the input columns; null if inputs are not rows with named columns. */
            columns: string[] | null;
            /** @description Indices of the text columns, from 0. */
            text_columns: number[];
            /** @description Indices of the columns in which the model itself takes missing values, from 0. */
            gaps: number[];
        };
        /** @description A sample to follow through the layers of a network. */
        ActivationsRequest: {
            /** @description One sample, in the units of the raw data; an object of inputs by name if the model has several. */
            inputs: unknown[];
        };
        /** @description Inputs to encode. */
        EncodeRequest: {
            /** @description One entry per sample, in the units of the raw data; an object of inputs by name if the model has several. */
            inputs: unknown[];
        };
        /** @description Steps to feed. */
        FeedRequest: {
            /** @description Steps of the series in its own units, oldest first: numbers, or rows of them. */
            inputs: unknown[];
        };
        /** @description Raw values, to be preprocessed as for the model. */
        TransformSpec: {
            /** @description Raw inputs, as in a prediction. */
            inputs?: unknown[] | null;
            /** @description Whether to return what each step makes of the input, too; of one input only. Default: false. */
            each_step?: boolean;
            /** @description Raw targets: labels, numbers or rows; of several outputs an object of lists by output name. Those of a series are steps. */
            targets?: (unknown[] | {
                [key: string]: unknown[];
            }) | null;
        };
        /** @description Inputs to predict on, and the method. */
        PredictRequest: {
            /** @description One entry per sample, in the units of the raw data; an object of inputs by name if the model has several. */
            inputs: unknown[];
            /** @description Method that gives the predictions; that of the model's kind when left out. */
            method?: components["schemas"]["Method"];
        };
        /** @description Inputs, outputs and methods of a model. */
        SignatureOut: {
            /** @description By name, in the model's order; a model without named nodes has one input, `inputs`. */
            inputs: {
                [key: string]: components["schemas"]["InputOut"];
            };
            /** @description By name, in the model's order; a model without named nodes has one output, `outputs`. */
            outputs: {
                [key: string]: components["schemas"]["OutputOut"];
            };
            /** @description Values of the field `method`; empty if the model only labels its training data, or has several outputs. */
            methods: components["schemas"]["Method"][];
            /** @description Whether sessions can be opened, which keep the recurrent state from call to call. */
            stateful: boolean;
            /** @description Number of values of a latent point; null if there is no latent space. */
            latent_size: number | null;
        };
        /** @description Values in the units of the model, to be converted to those of the raw data. */
        InverseSpec: {
            /** @description Prepared inputs of the `model_shape`; of several inputs an object of lists by input name. */
            inputs?: (unknown[] | {
                [key: string]: unknown[];
            }) | null;
            /** @description Outputs or prepared targets: of the `output_shape`, or ids of classes; of several outputs an object of lists by output name. */
            targets?: (unknown[] | {
                [key: string]: unknown[];
            }) | null;
        };
        /** @description Steps applied to inputs and targets before the model, and inverted on its predictions. */
        Preprocessing: {
            /** @description Steps over the inputs, in order; for several inputs by the name of each. */
            inputs?: components["schemas"]["Step"][] | components["schemas"]["StepsByName"];
            /** @description Steps over the targets, inverted on predictions; for several outputs by the name of each. */
            targets?: components["schemas"]["Step"][] | components["schemas"]["StepsByName"];
        };
        /** @description The preprocessing of a model. */
        PreprocessingOut: {
            /** @description Steps over the inputs in order, by the name of the input. */
            inputs: {
                [key: string]: components["schemas"]["FittedStepOut"][];
            };
            /** @description Steps over the targets, inverted on predictions, by the name of the output. */
            targets: {
                [key: string]: components["schemas"]["FittedStepOut"][];
            };
        };
        /** @description Inputs and targets of a sample, by the names of the model's inputs and outputs. */
        ValuesOut: {
            /** @description The value of each input, by its name. */
            inputs: {
                [key: string]: components["schemas"]["RawValue"];
            };
            /** @description The value of each output's target, by its name. */
            targets: {
                [key: string]: components["schemas"]["RawValue"];
            };
        };
        /** @description A checkpoint of a job. */
        CheckpointRef: {
            /** @description Id of the job. */
            job: string;
            /** @description Epoch of the checkpoint. */
            epoch: number;
        };
        /** @description The curves of one job. */
        JobCurvesOut: {
            /** @description Id of the job. */
            job_id: string;
            /** @description Name of the job's model. */
            name: string;
            /** @description Id of the last event that the curves know of: the stream of events continues with ?after= this one. */
            last_event: number;
            /** @description Number of the first epoch of the job; null if it has none. */
            first_epoch: number | null;
            /** @description Number of its last one. */
            last_epoch: number | null;
            /** @description Loss, metrics and `learning_rate` by name, a value for each number of `epoch`, in single precision; null where there is none. */
            metrics: {
                [key: string]: (number | null)[];
            };
            /** @description Why values are missing within the epochs of the job; empty if none is. */
            missing: components["schemas"]["MissingOut"][];
        };
        /** @description A page of jobs, newest first. */
        JobPage: {
            /** @description The jobs. */
            jobs: components["schemas"]["JobOut"][];
            /** @description Give it as ?cursor= for the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description A batch of predictions. */
        BatchRequest: {
            /** @description Columns of the data set that stand before the predictions, such as its keys: names, or indices from 0. Default: []. */
            keep?: components["schemas"]["Column"][];
            /** @description Form of the file. Default: "csv". */
            format?: components["schemas"]["BatchFormat"];
            /** @description Class probabilities of each prediction. Default: "all". */
            probabilities?: components["schemas"]["ProbabilitiesName"];
            /** @description What the job may use. */
            resources?: components["schemas"]["Resources"];
            /** @description A data set: dataset:<id> of an upload, or the name of a built-in one. */
            source: string;
            /** @description Parameters of a generator. Default: {}. */
            params?: {
                [key: string]: unknown;
            };
            /** @description Part of a data set that has two. Default: "train". */
            part?: components["schemas"]["StoredPart"];
            /** @description As of a job. Default: 0. */
            priority?: number;
            /** @description URLs that get signed notices of changes of the job's state. Default: []. */
            notify?: components["schemas"]["Notify"][];
        };
        /** @description Everything that determines a batch of predictions. */
        BatchSpec: {
            /** @description Columns of the data set that stand before the predictions, such as its keys: names, or indices from 0. Default: []. */
            keep?: components["schemas"]["Column"][];
            /** @description Form of the file. Default: "csv". */
            format?: components["schemas"]["BatchFormat"];
            /** @description Class probabilities of each prediction. Default: "all". */
            probabilities?: components["schemas"]["ProbabilitiesName"];
            /** @description What the job may use. */
            resources?: components["schemas"]["Resources"];
            /** @description Version of the form of the spec; may be left out, and is written by the server. Default: 3. */
            version?: components["schemas"]["SpecVersion"];
            /**
             * @description Tells this form from others. Default: "batch".
             * @constant
             */
            task?: "batch";
            /** @description The model version. */
            model: string;
            /** @description The samples. */
            data: components["schemas"]["BatchData"];
        };
        /** @description Who logs in. */
        LoginRequest: {
            /** @description A key, or a token of an account where the service takes them: what programs send as Bearer. */
            key: string;
        };
        /** @description A page of keys, newest first. */
        KeyPage: {
            /** @description The keys. */
            keys: components["schemas"]["KeyOut"][];
            /** @description Give it as ?cursor= for the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description A stack of layers. */
        Sequential: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "sequential";
            /** @description The layers, input side first; {repeat, layers} for layers that are repeated. */
            layers: components["schemas"]["LayerOrBlock"][];
        };
        /** @description A model of named nodes. */
        Functional: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "functional";
            /** @description The nodes, in any order. */
            nodes: components["schemas"]["GraphNode"][];
            /** @description Nodes whose outputs are those of the model. */
            outputs: string[];
        };
        /** @description One output of a model. */
        OutputOut: {
            /** @description Kind of its predictions. */
            kind: components["schemas"]["KindName"];
            /** @description Shape of one output, before it is converted to the units of the targets. */
            output_shape: number[];
            /** @description Class labels, in the order of the output; null if it has none. */
            labels: (number | string)[] | null;
            /** @description Names of the forecast columns of a series; null if they are the inputs. */
            target_columns: string[] | null;
        };
        /** @description Evaluation of a model version on one part of its data. */
        EvaluationOut: {
            /** @description Kind of the predictions that were evaluated. */
            kind: components["schemas"]["KindName"];
            /**
             * @description The test part where there is one, else the validation part, else the training part.
             * @enum {string}
             */
            part: "test" | "validation" | "train";
            /** @description Number of samples in the part. */
            n_samples: number;
            /** @description Of classification. */
            classification: components["schemas"]["ClassificationReport"] | null;
            /** @description Of regression and forecasting. */
            regression: components["schemas"]["RegressionReport"] | null;
            /** @description The metrics of clusters. */
            clustering: {
                [key: string]: number;
            } | null;
            /** @description Of text models. */
            generation: components["schemas"]["GenerationReport"] | null;
            /** @description Of forecasting: comparison with the last value, and the last season. */
            naive: components["schemas"]["NaiveReport"] | null;
            /** @description The model version. */
            ref: string;
        };
        /** @description A scikit-learn pipeline; the last step predicts. */
        SklearnPipeline: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "sklearn";
            /** @description The estimators, in order. */
            steps: components["schemas"]["EstimatorStep"][];
        };
        /** @description The rate of the optimizer in every epoch; useful with a warm-up. */
        ConstantSchedule: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "constant";
            /** @description Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0. */
            warmup_epochs?: number;
        };
        /** @description The rate of the optimizer, multiplied by a factor in each epoch. */
        ExponentialSchedule: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "exponential";
            /** @description Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0. */
            warmup_epochs?: number;
            /** @description Factor from one epoch to the next. Default: 0.95. */
            decay?: number;
            /** @description Lowest rate. Default: 0.0. */
            floor?: number;
        };
        /** @description From the rate of the optimizer down to the floor along half a cosine (Loshchilov and Hutter, 2016). */
        CosineSchedule: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "cosine";
            /** @description Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0. */
            warmup_epochs?: number;
            /** @description Epochs until the floor is reached; all epochs when left out. */
            epochs?: number | null;
            /** @description Lowest rate. Default: 0.0. */
            floor?: number;
        };
        /** @description The rate of the optimizer, multiplied by a factor every few epochs. */
        StepSchedule: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "step";
            /** @description Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0. */
            warmup_epochs?: number;
            /** @description Epochs between changes. */
            every: number;
            /** @description Factor of each change. Default: 0.5. */
            factor?: number;
            /** @description Lowest rate. Default: 0.0. */
            floor?: number;
        };
        /** @description The rate of the optimizer, reduced when the monitor has not improved for some epochs. */
        PlateauSchedule: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "plateau";
            /** @description Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0. */
            warmup_epochs?: number;
            /** @description Logged name that should improve, such as val_loss. */
            monitor: string;
            /** @description Factor of each reduction. Default: 0.1. */
            factor?: number;
            /** @description Epochs without improvement after which the rate is reduced. Default: 10. */
            patience?: number;
            /** @description Smallest change that counts as an improvement. Default: 0.0001. */
            min_delta?: number;
            /** @description Whether smaller (min) or larger (max) values of the monitor are better; auto infers it from its name. Default: "auto". */
            mode?: components["schemas"]["MonitorMode"];
            /** @description Lowest rate. Default: 0.0. */
            floor?: number;
        };
        /** @description A linear function of the epoch, instead of the rate of the optimizer. */
        LinearSchedule: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "linear";
            /** @description Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0. */
            warmup_epochs?: number;
            /** @description Rate of the first epoch. */
            start: number;
            /** @description Change from one epoch to the next; negative for a falling rate. */
            slope: number;
            /** @description Lowest rate; required where the line would reach 0. */
            floor?: number | null;
        };
        /** @description A table of rates by the epoch in which they begin. */
        PiecewiseSchedule: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "piecewise";
            /** @description Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0. */
            warmup_epochs?: number;
            /** @description Rates by number of epoch, from 1 after the warm-up. Before the first entry the rate is that of the optimizer. */
            table: {
                [key: string]: number;
            };
        };
        /** @description A class, and its number of samples in a part. */
        ClassCountOut: {
            /** @description The class. */
            label: number | string;
            /** @description Number of its samples in the part. */
            n_samples: number;
        };
        /** @description Figures of one class against the others. */
        ClassFigures: {
            /** @description The class. */
            label: number | string;
            /** @description Share of samples predicted as this class that belong to it; 0 without such samples. */
            precision: number;
            /** @description Share of samples of this class that are predicted as it; 0 without such samples. */
            recall: number;
            /** @description Harmonic mean of the two. */
            f1: number;
            /** @description Samples of this class. */
            support: number;
            /** @description At most 200 points; null without probabilities, over 100 classes, or where one side has no samples. */
            roc: components["schemas"]["RocCurve"] | null;
            /** @description As `roc`. */
            precision_recall: components["schemas"]["PrecisionRecallCurve"] | null;
        };
        /** @description The class of a sample. */
        LabelPrediction: {
            /** @description The class. */
            label: number | string;
            /** @description Its probability; null if the model has none, left out by the method predict. */
            probability?: number | null;
            /** @description Probabilities by label; left out where none were asked for. */
            probabilities?: {
                [key: string]: number | null;
            };
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description Parameters of a tensor. */
        LabelsOut: {
            /** @description Classes, in the order of the last axis. */
            labels?: (number | string)[];
        };
        /** @description Figures of a classifier. */
        ClassificationReport: {
            /** @description In the order of the model's outputs, and of rows and columns of the confusion matrix. */
            labels: (number | string)[];
            /** @description Share of samples that are predicted as their class. */
            accuracy: number;
            /** @description Mean of -ln of the true class's probability; null without valid ones. */
            log_loss: number | null;
            /** @description Samples of classes not seen in training: errors in `accuracy`, left out of all figures by class. */
            n_unseen: number;
            /** @description Means over the classes. */
            macro_average: components["schemas"]["MacroAverage"];
            /** @description Figures of each class, in the order of `labels`. */
            classes: components["schemas"]["ClassFigures"][];
            /** @description Rows true, columns predicted; null over 1,000 classes. */
            confusion_matrix: number[][] | null;
            /** @description Number of misclassified samples. */
            n_misclassified: number;
            /** @description The first 1,000. */
            misclassified: components["schemas"]["Mistake"][];
            /** @description Null without valid probabilities. */
            calibration: components["schemas"]["Calibration"] | null;
        };
        /** @description The labels of a sample, any number of them. */
        LabelsPrediction: {
            /** @description Labels with a probability of at least 0.5. */
            labels: string[];
            /** @description Probability of each label; left out where none were asked for. */
            probabilities?: {
                [key: string]: number | null;
            };
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description Comparison of a model of series with forecasts without one. */
        NaiveReport: {
            /** @description The last step of the window again. */
            last_value: components["schemas"]["NaiveForecast"];
            /** @description The step one `data.period` before; null without a period, or earlier steps. */
            last_season: components["schemas"]["NaiveForecast"] | null;
            /** @description Says where the model is no better than one of them; else null. */
            note: string | null;
        };
        /** @description Add branches. */
        AddLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Add";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Take the mean of branches. */
        AverageLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Average";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Concatenate branches along their last axis. */
        ConcatenateLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Concatenate";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Flatten a sample to one axis. */
        FlattenLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Flatten";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Take the mean of each channel over all steps. */
        GlobalAveragePooling1DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "GlobalAveragePooling1D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Take the mean of each channel over an image. */
        GlobalAveragePooling2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "GlobalAveragePooling2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Take the mean of each channel over a volume. */
        GlobalAveragePooling3DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "GlobalAveragePooling3D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Keep the largest value of each channel over all steps. */
        GlobalMaxPooling1DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "GlobalMaxPooling1D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Keep the largest value of each channel over an image. */
        GlobalMaxPooling2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "GlobalMaxPooling2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Keep the largest value of each channel over a volume. */
        GlobalMaxPooling3DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "GlobalMaxPooling3D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Keep the largest of each value. */
        MaximumLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Maximum";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Multiply branches. */
        MultiplyLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Multiply";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Draw from the normal distribution of a mean and a log-variance (in this order) in training; give the mean otherwise. */
        SamplingLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Sampling";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description Subtract the second branch from the first. */
        SubtractLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Subtract";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
        };
        /** @description An activation as a separate layer. */
        ActivationLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Activation";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Function applied to each value. */
            activation: components["schemas"]["Activation"];
        };
        /** @description A convolution over the steps of a sequence. */
        Conv1DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Conv1D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Function applied to the layer's output. Default: "linear". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Initial values of the kernel. Default: "glorot_uniform". */
            kernel_initializer?: components["schemas"]["Initializer"];
            /** @description Initial values of the bias. Default: "zeros". */
            bias_initializer?: components["schemas"]["Initializer"];
            /** @description Penalty on the kernel. */
            kernel_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Penalty on the bias. */
            bias_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Constraint on the kernel after each update. */
            kernel_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Constraint on the bias after each update. */
            bias_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Number of filters, the channels of the output. */
            filters: number;
            /** @description Steps in a window. */
            kernel_size: components["schemas"]["Extents1D"];
            /** @description Steps between windows. Default: [1]. */
            strides?: components["schemas"]["Extents1D"];
            /**
             * @description 'same' keeps the size; 'causal' uses earlier steps only. Default: "valid".
             * @enum {string}
             */
            padding?: "valid" | "same" | "causal";
        };
        /** @description A convolution over images. */
        Conv2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Conv2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Function applied to the layer's output. Default: "linear". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Initial values of the kernel. Default: "glorot_uniform". */
            kernel_initializer?: components["schemas"]["Initializer"];
            /** @description Initial values of the bias. Default: "zeros". */
            bias_initializer?: components["schemas"]["Initializer"];
            /** @description Penalty on the kernel. */
            kernel_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Penalty on the bias. */
            bias_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Constraint on the kernel after each update. */
            kernel_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Constraint on the bias after each update. */
            bias_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Number of filters, the channels of the output. */
            filters: number;
            /** @description Height and width of the filters; one number for both. */
            kernel_size: components["schemas"]["Extents2D"];
            /** @description Distance between windows; one number for both axes. Default: [1, 1]. */
            strides?: components["schemas"]["Extents2D"];
            /** @description 'same' keeps the size before strides. Default: "valid". */
            padding?: components["schemas"]["Padding"];
        };
        /** @description A transposed convolution: it enlarges images. */
        Conv2DTransposeLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Conv2DTranspose";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Function applied to the layer's output. Default: "linear". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Initial values of the kernel. Default: "glorot_uniform". */
            kernel_initializer?: components["schemas"]["Initializer"];
            /** @description Initial values of the bias. Default: "zeros". */
            bias_initializer?: components["schemas"]["Initializer"];
            /** @description Penalty on the kernel. */
            kernel_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Penalty on the bias. */
            bias_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Constraint on the kernel after each update. */
            kernel_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Constraint on the bias after each update. */
            bias_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Number of filters, the channels of the output. */
            filters: number;
            /** @description Height and width of the filters; one number for both. */
            kernel_size: components["schemas"]["Extents2D"];
            /** @description Factor by which each axis grows; one number for both. Default: [1, 1]. */
            strides?: components["schemas"]["Extents2D"];
            /** @description 'same' gives the size times the stride. Default: "valid". */
            padding?: components["schemas"]["Padding"];
        };
        /** @description A convolution over volumes. */
        Conv3DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Conv3D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Function applied to the layer's output. Default: "linear". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Initial values of the kernel. Default: "glorot_uniform". */
            kernel_initializer?: components["schemas"]["Initializer"];
            /** @description Initial values of the bias. Default: "zeros". */
            bias_initializer?: components["schemas"]["Initializer"];
            /** @description Penalty on the kernel. */
            kernel_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Penalty on the bias. */
            bias_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Constraint on the kernel after each update. */
            kernel_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Constraint on the bias after each update. */
            bias_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Number of filters, the channels of the output. */
            filters: number;
            /** @description Depth, height and width of the filters; one number for all. */
            kernel_size: components["schemas"]["Extents3D"];
            /** @description Distance between windows; one number for all axes. Default: [1, 1, 1]. */
            strides?: components["schemas"]["Extents3D"];
            /** @description 'same' keeps the size before strides. Default: "valid". */
            padding?: components["schemas"]["Padding"];
        };
        /** @description A fully connected layer over the last axis. */
        DenseLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Dense";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Function applied to the layer's output. Default: "linear". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Initial values of the kernel. Default: "glorot_uniform". */
            kernel_initializer?: components["schemas"]["Initializer"];
            /** @description Initial values of the bias. Default: "zeros". */
            bias_initializer?: components["schemas"]["Initializer"];
            /** @description Penalty on the kernel. */
            kernel_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Penalty on the bias. */
            bias_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Constraint on the kernel after each update. */
            kernel_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Constraint on the bias after each update. */
            bias_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Number of outputs. */
            units: number;
        };
        /** @description A simple recurrent layer: the new state is a function of the input and the old state. */
        SimpleRNNLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "SimpleRNN";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Function applied to the new state. Default: "tanh". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Initial values of the kernel. Default: "glorot_uniform". */
            kernel_initializer?: components["schemas"]["Initializer"];
            /** @description Initial values of the bias. Default: "zeros". */
            bias_initializer?: components["schemas"]["Initializer"];
            /** @description Penalty on the kernel. */
            kernel_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Penalty on the bias. */
            bias_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Constraint on the kernel after each update. */
            kernel_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Constraint on the bias after each update. */
            bias_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Size of the recurrent state and of the output. */
            units: number;
            /** @description Initial weights of the recurrent state. Default: "orthogonal". */
            recurrent_initializer?: components["schemas"]["Initializer"];
            /** @description Share of the values dropped, in training only. Default: 0.0. */
            dropout?: number;
            /** @description Share of the values dropped, in training only. Default: 0.0. */
            recurrent_dropout?: number;
            /** @description Give the output of every step instead of the last one. Default: false. */
            return_sequences?: boolean;
            /** @description Continue from the recurrent state of the previous batch; it is reset when an epoch begins. Default: false. */
            stateful?: boolean;
            /** @description Process the steps from last to first. Default: false. */
            go_backwards?: boolean;
        };
        /** @description Long short-term memory (Hochreiter and Schmidhuber, 1997). */
        LSTMLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "LSTM";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Function applied to the new state. Default: "tanh". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Initial values of the kernel. Default: "glorot_uniform". */
            kernel_initializer?: components["schemas"]["Initializer"];
            /** @description Initial values of the bias. Default: "zeros". */
            bias_initializer?: components["schemas"]["Initializer"];
            /** @description Penalty on the kernel. */
            kernel_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Penalty on the bias. */
            bias_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Constraint on the kernel after each update. */
            kernel_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Constraint on the bias after each update. */
            bias_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Size of the recurrent state and of the output. */
            units: number;
            /** @description Initial weights of the recurrent state. Default: "orthogonal". */
            recurrent_initializer?: components["schemas"]["Initializer"];
            /** @description Share of the values dropped, in training only. Default: 0.0. */
            dropout?: number;
            /** @description Share of the values dropped, in training only. Default: 0.0. */
            recurrent_dropout?: number;
            /** @description Give the output of every step instead of the last one. Default: false. */
            return_sequences?: boolean;
            /** @description Continue from the recurrent state of the previous batch; it is reset when an epoch begins. Default: false. */
            stateful?: boolean;
            /** @description Process the steps from last to first. Default: false. */
            go_backwards?: boolean;
            /** @description Function applied to the gates. Default: "sigmoid". */
            recurrent_activation?: components["schemas"]["Activation"];
        };
        /** @description Gated recurrent unit (Cho et al., 2014). */
        GRULayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "GRU";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Function applied to the new state. Default: "tanh". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Initial values of the kernel. Default: "glorot_uniform". */
            kernel_initializer?: components["schemas"]["Initializer"];
            /** @description Initial values of the bias. Default: "zeros". */
            bias_initializer?: components["schemas"]["Initializer"];
            /** @description Penalty on the kernel. */
            kernel_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Penalty on the bias. */
            bias_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Constraint on the kernel after each update. */
            kernel_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Constraint on the bias after each update. */
            bias_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Size of the recurrent state and of the output. */
            units: number;
            /** @description Initial weights of the recurrent state. Default: "orthogonal". */
            recurrent_initializer?: components["schemas"]["Initializer"];
            /** @description Share of the values dropped, in training only. Default: 0.0. */
            dropout?: number;
            /** @description Share of the values dropped, in training only. Default: 0.0. */
            recurrent_dropout?: number;
            /** @description Give the output of every step instead of the last one. Default: false. */
            return_sequences?: boolean;
            /** @description Continue from the recurrent state of the previous batch; it is reset when an epoch begins. Default: false. */
            stateful?: boolean;
            /** @description Process the steps from last to first. Default: false. */
            go_backwards?: boolean;
            /** @description Function applied to the gates. Default: "sigmoid". */
            recurrent_activation?: components["schemas"]["Activation"];
            /** @description Apply the reset gate after the product with the recurrent weights; before it in Keras 1 and 2. Default: true. */
            reset_after?: boolean;
        };
        /** @description Take the inner product of two branches along one axis of each. */
        DotLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Dot";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Axis of the first and of the second branch, counted from 1. Default: [1, 1]. */
            axes?: [
                number,
                number
            ];
            /** @description Normalize both to length 1 first, for the cosine. Default: false. */
            normalize?: boolean;
        };
        /** @description A known architecture without its last layers; weights are never downloaded. */
        BackboneLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Backbone";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /**
             * @description The architecture, as Keras Applications names it.
             * @enum {string}
             */
            backbone: "MobileNetV2" | "EfficientNetB0" | "DenseNet121" | "ResNet50" | "VGG16" | "Xception";
            /** @description Registered model with the same architecture to take initial weights from; none for random ones. Default: "none". */
            weights?: string;
            /** @description Give the mean or maximum of each channel instead of images. */
            pooling?: ("avg" | "max") | null;
        };
        /** @description Cut rows and columns off an image. */
        Cropping2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Cropping2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Rows above and below, columns left and right; one number for all. Default: [[0, 0], [0, 0]]. */
            cropping?: components["schemas"]["Sides"];
        };
        /** @description Reorder the axes of a sample. */
        PermuteLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Permute";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Axes in their new order, counted from 1. */
            dims: number[];
        };
        /** @description Shift and scale each position of each sample to mean 0 and deviation 1, over its channels. */
        LayerNormalizationLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "LayerNormalization";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Added to the variance. Default: 0.001. */
            epsilon?: number;
            /** @description Learn a shift. Default: true. */
            center?: boolean;
            /** @description Learn a factor. Default: true. */
            scale?: boolean;
        };
        /** @description A vector for each id of a vocabulary. */
        EmbeddingLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Embedding";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Size of the vocabulary; ids are below it. */
            input_dim: number;
            /** @description Size of the vectors. */
            output_dim: number;
            /** @description Initial values of the vectors. Default: "random_uniform". */
            embeddings_initializer?: components["schemas"]["Initializer"];
            /** @description Penalty on the vectors. */
            embeddings_regularizer?: components["schemas"]["Regularizer"] | null;
            /** @description Constraint on the vectors after each update. */
            embeddings_constraint?: components["schemas"]["Constraint"] | null;
        };
        /** @description A separate convolution of each channel. */
        DepthwiseConv2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "DepthwiseConv2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Height and width of the filters; one number for both. */
            kernel_size: components["schemas"]["Extents2D"];
            /** @description Distance between windows; one number for both axes. Default: [1, 1]. */
            strides?: components["schemas"]["Extents2D"];
            /** @description 'same' keeps the size before strides. Default: "valid". */
            padding?: components["schemas"]["Padding"];
            /** @description Number of filters for each channel. Default: 1. */
            depth_multiplier?: number;
            /** @description Function applied to the layer's output. Default: "linear". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Initial values of the filters. Default: "glorot_uniform". */
            depthwise_initializer?: components["schemas"]["Initializer"];
            /** @description Constraint on the filters. */
            depthwise_constraint?: components["schemas"]["Constraint"] | null;
        };
        /** @description A separate convolution of each channel, then one of the channels at each position. */
        SeparableConv2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "SeparableConv2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Height and width of the filters; one number for both. */
            kernel_size: components["schemas"]["Extents2D"];
            /** @description Distance between windows; one number for both axes. Default: [1, 1]. */
            strides?: components["schemas"]["Extents2D"];
            /** @description 'same' keeps the size before strides. Default: "valid". */
            padding?: components["schemas"]["Padding"];
            /** @description Number of filters for each channel. Default: 1. */
            depth_multiplier?: number;
            /** @description Function applied to the layer's output. Default: "linear". */
            activation?: components["schemas"]["Activation"];
            /** @description Whether a bias is added. Default: true. */
            use_bias?: boolean;
            /** @description Number of channels of the output. */
            filters: number;
            /** @description Initial values of the filters of channels. Default: "glorot_uniform". */
            depthwise_initializer?: components["schemas"]["Initializer"];
            /** @description Initial values of the weights between channels. Default: "glorot_uniform". */
            pointwise_initializer?: components["schemas"]["Initializer"];
            /** @description Constraint on the filters of channels. */
            depthwise_constraint?: components["schemas"]["Constraint"] | null;
            /** @description Constraint on the weights between channels. */
            pointwise_constraint?: components["schemas"]["Constraint"] | null;
        };
        /** @description Shift and scale by a given mean and variance. */
        NormalizationLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Normalization";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Mean of the values before. */
            mean: number;
            /** @description Variance of the values before. */
            variance: number;
        };
        /** @description Shift and scale each channel to mean 0 and deviation 1, over the batch. */
        BatchNormalizationLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "BatchNormalization";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Weight of earlier batches in the moving averages. Default: 0.99. */
            momentum?: number;
            /** @description Added to the variance. Default: 0.001. */
            epsilon?: number;
            /** @description Learn a shift. Default: true. */
            center?: boolean;
            /** @description Learn a factor. Default: true. */
            scale?: boolean;
        };
        /** @description Repeat a row as the steps of a sequence. */
        RepeatVectorLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "RepeatVector";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Number of steps. */
            n: number;
        };
        /** @description A one-hot vector for each id of a vocabulary: without weights, and made for one batch at a time. */
        CategoryEncodingLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "CategoryEncoding";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Size of the vocabulary; ids are below it. */
            num_tokens: number;
            /**
             * @description One vector for each id. Default: "one_hot".
             * @constant
             */
            output_mode?: "one_hot";
        };
        /** @description Add zeros around an image. */
        ZeroPadding2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "ZeroPadding2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Rows above and below, columns left and right; one number for all. Default: [[1, 1], [1, 1]]. */
            padding?: components["schemas"]["Sides"];
        };
        /** @description Take the mean of each window of steps. */
        AveragePooling1DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "AveragePooling1D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Steps in a window. Default: [2]. */
            pool_size?: components["schemas"]["Extents1D"];
            /** @description Distance between windows; the size of a window when left out. */
            strides?: components["schemas"]["Extents1D"] | null;
            /** @description 'same' lets the last window extend beyond the edge. Default: "valid". */
            padding?: components["schemas"]["Padding"];
        };
        /** @description Take the mean of each window of an image. */
        AveragePooling2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "AveragePooling2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Height and width of a window; one number for both. Default: [2, 2]. */
            pool_size?: components["schemas"]["Extents2D"];
            /** @description Distance between windows; the size of a window when left out. */
            strides?: components["schemas"]["Extents2D"] | null;
            /** @description 'same' lets the last window extend beyond the edge. Default: "valid". */
            padding?: components["schemas"]["Padding"];
        };
        /** @description Take the mean of each window of a volume. */
        AveragePooling3DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "AveragePooling3D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Depth, height and width of a window; one number for all. Default: [2, 2, 2]. */
            pool_size?: components["schemas"]["Extents3D"];
            /** @description Distance between windows; the size of a window when left out. */
            strides?: components["schemas"]["Extents3D"] | null;
            /** @description 'same' lets the last window extend beyond the edge. Default: "valid". */
            padding?: components["schemas"]["Padding"];
        };
        /** @description Keep the largest value of each window of steps. */
        MaxPooling1DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "MaxPooling1D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Steps in a window. Default: [2]. */
            pool_size?: components["schemas"]["Extents1D"];
            /** @description Distance between windows; the size of a window when left out. */
            strides?: components["schemas"]["Extents1D"] | null;
            /** @description 'same' lets the last window extend beyond the edge. Default: "valid". */
            padding?: components["schemas"]["Padding"];
        };
        /** @description Keep the largest value of each window of an image. */
        MaxPooling2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "MaxPooling2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Height and width of a window; one number for both. Default: [2, 2]. */
            pool_size?: components["schemas"]["Extents2D"];
            /** @description Distance between windows; the size of a window when left out. */
            strides?: components["schemas"]["Extents2D"] | null;
            /** @description 'same' lets the last window extend beyond the edge. Default: "valid". */
            padding?: components["schemas"]["Padding"];
        };
        /** @description Keep the largest value of each window of a volume. */
        MaxPooling3DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "MaxPooling3D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Depth, height and width of a window; one number for all. Default: [2, 2, 2]. */
            pool_size?: components["schemas"]["Extents3D"];
            /** @description Distance between windows; the size of a window when left out. */
            strides?: components["schemas"]["Extents3D"] | null;
            /** @description 'same' lets the last window extend beyond the edge. Default: "valid". */
            padding?: components["schemas"]["Padding"];
        };
        /** @description Set a share of the values to zero in training. */
        DropoutLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Dropout";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Share of the values dropped. */
            rate: number;
        };
        /** @description Multiply every value by a factor and add an offset. */
        RescalingLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Rescaling";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Factor. */
            scale: number;
            /** @description Added to the product. Default: 0.0. */
            offset?: number;
        };
        /** @description Give a sample another shape of the same number of values. */
        ReshapeLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Reshape";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description New shape of one sample. */
            shape: number[];
        };
        /** @description Enlarge an image by repeating or interpolating rows and columns. */
        UpSampling2DLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "UpSampling2D";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Factors by which height and width grow; one number for both. Default: [2, 2]. */
            size?: components["schemas"]["Extents2D"];
            /**
             * @description Method of interpolation. Default: "nearest".
             * @enum {string}
             */
            interpolation?: "nearest" | "bilinear";
        };
        /** @description Add noise in training. */
        GaussianNoiseLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "GaussianNoise";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description Standard deviation of the noise. */
            stddev: number;
        };
        /** @description One layer applied to each step of a sequence. */
        TimeDistributedLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "TimeDistributed";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description The layer; all steps share its weights. */
            wrapped: components["schemas"]["StepLayer"];
        };
        /** @description A recurrent layer applied to a sequence in both directions. */
        BidirectionalLayer: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            layer: "Bidirectional";
            /** @description Name of the layer; generated when left out. */
            name?: string | null;
            /** @description Whether training changes the layer's weights. Default: true. */
            trainable?: boolean;
            /** @description The recurrent layer, made once for each direction. */
            wrapped: components["schemas"]["RecurrentLayer"];
            /**
             * @description How the two outputs are combined. Default: "concat".
             * @enum {string}
             */
            merge_mode?: "concat" | "sum" | "mul" | "ave";
        };
        /** @description What a layer gives for the sample. */
        LayerOutput: {
            /** @description Name of the layer, or of an input. */
            layer: string;
            /** @description Shape of the output. */
            shape: number[];
            /** @description Its channels as images, or one strip of its values; shades of 0 to 255 between low and high. */
            maps: number[][][];
            /** @description Its smallest value. */
            low: number;
            /** @description Its largest value. */
            high: number;
            /** @description Share of the values that are zero. */
            zeros: number;
        };
        /** @description Whether the server runs. */
        InferenceLive: {
            /** @description Always true. */
            live: boolean;
        };
        /** @description How well a text model predicts the next symbol. */
        GenerationReport: {
            /** @description Mean of -ln of the probability of the true next symbol. */
            loss: number;
            /** @description Share of windows whose likeliest next symbol is the true one. */
            accuracy: number;
            /** @description exp(loss): the number of equally likely symbols with the same loss. */
            perplexity: number;
            /** @description Size of the vocabulary. */
            n_symbols: number;
            /** @description Evaluated windows; of a larger part 20,000, evenly spaced. */
            n_samples: number;
        };
        /** @description How a network is fitted. */
        Training: {
            /** @description Loss that training minimizes: one for all outputs, one by the name of each, or that of a variational autoencoder. */
            loss: components["schemas"]["Loss"] | components["schemas"]["LossByOutput"] | components["schemas"]["VariationalLoss"];
            /** @description Weight of the loss of each output in the sum, by its name; 1 when left out. */
            loss_weights?: components["schemas"]["WeightByOutput"] | null;
            /** @description Weight of the samples of each class in the loss, by label; balanced gives rare classes as much weight as frequent ones. */
            class_weight?: ("balanced" | components["schemas"]["WeightByClass"]) | null;
            /** @description The optimizer: a name, or a name with arguments. */
            optimizer?: components["schemas"]["OptimizerName"] | components["schemas"]["Optimizer"];
            /** @description Metrics besides the loss: the same for all outputs, or by the name of each. */
            metrics?: components["schemas"]["Metric"][] | components["schemas"]["MetricsByOutput"];
            /** @description Number of passes through the training part. */
            epochs: number;
            /** @description Samples in a batch. Default: 32. */
            batch_size?: number;
            /** @description Samples in an epoch, which continues where the previous one ended; the whole training part when left out. */
            samples_per_epoch?: number | null;
            /** @description Name patterns of layers that are not trained, such as conv* or dense_1. */
            freeze?: string[];
            /** @description Shuffle the training samples in each epoch, by (seed, epoch). Default: true. */
            shuffle?: boolean;
            /** @description Compile the training step with XLA; chosen by the size of the network when left out. */
            jit_compile?: boolean | null;
            /** @description Batches in one call, between checks whether the job is to stop; chosen automatically when left out. */
            steps_per_execution?: number | null;
            /** @description The validation part; none when left out. */
            validation?: components["schemas"]["Validation"] | null;
            /** @description Checkpoints kept while training. */
            checkpoint?: components["schemas"]["Checkpoint"];
            /** @description When training ends before its last epoch. */
            early_stopping?: components["schemas"]["EarlyStopping"] | null;
            /** @description How the learning rate changes; constant when left out. */
            learning_rate_schedule?: components["schemas"]["Schedule"] | null;
            /** @description Random changes of training images; none when left out. */
            augmentation?: components["schemas"]["Augmentation"] | null;
            /** @description Texts that a text model generates during training; none when left out. */
            samples?: components["schemas"]["Samples"] | null;
        };
        /** @description Distance of the output from the input, plus that of the latent values from a standard normal distribution. */
        VariationalLoss: {
            /**
             * @description Tells this form from others.
             * @constant
             */
            loss: "variational";
            /** @description Node that gives the mean of the latent values. */
            mean: string;
            /** @description Node that gives the logarithm of their variance. */
            log_variance: string;
            /**
             * @description How output and input are compared: summed over the values of a sample, averaged over samples. Default: "binary_crossentropy".
             * @enum {string}
             */
            reconstruction?: "binary_crossentropy" | "mean_squared_error";
            /** @description Weight of the divergence from the standard normal distribution. Default: 1.0. */
            beta?: number;
        };
        /** @description An interval that holds four of five values. */
        Interval: {
            /** @description Lower end. */
            low: number;
            /** @description Upper end. */
            high: number;
        };
        /** @description The samples whose likeliest class has a probability in one tenth of the range from 0 to 1. */
        CalibrationBin: {
            /** @description Lower edge, exclusive except for the first bin. */
            low: number;
            /** @description Upper edge, inclusive. */
            high: number;
            /** @description Number of samples in the bin. */
            count: number;
            /** @description Mean probability of the likeliest class; null without samples. */
            confidence: number | null;
            /** @description Share of correct predictions; null without samples. */
            accuracy: number | null;
        };
        /** @description A range of numbers. */
        NumberRange: {
            /** @description Smallest value. */
            low: number;
            /** @description Largest value. */
            high: number;
            /** @description Space values evenly on a logarithmic scale. Default: false. */
            log?: boolean;
            /** @description Whole numbers only. Default: false. */
            integer?: boolean;
        };
        /** @description One job of a sweep. */
        SweepMemberOut: {
            /** @description Name of the job within the sweep. */
            member: string;
            /** @description Fields of its spec that differ from the first job's, by JSON pointer. */
            differs: {
                [key: string]: unknown;
            };
            /** @description Seconds from its start to its end; null before the end. */
            seconds: number | null;
            /** @description The job. */
            job: components["schemas"]["JobOut"];
        };
        /** @description A message of a job: what it does now, or what was noticed. */
        LogData: {
            /** @description The message, a sentence for people. */
            message: string;
        };
        /** @description Epochs without a value of a metric, for which a curve has null. */
        MissingOut: {
            /** @description Name of the metric. */
            metric: string;
            /** @description How many of the wanted epochs have none. */
            n_epochs: number;
            /** @description Number of the first of them. */
            first_epoch: number;
            /** @description Number of the last of them. */
            last_epoch: number;
            /** @description Why they have none. */
            reason: string;
        };
        /** @description Values of targets in their own units: numbers, or lists with a number for each column. Null for values that are missing or not finite. */
        ValueSummaryOut: {
            /** @description Smallest value. */
            minimum: number | (number | null)[] | null;
            /** @description Largest value. */
            maximum: number | (number | null)[] | null;
            /** @description Mean. */
            mean: number | (number | null)[] | null;
            /** @description Standard deviation. */
            deviation: number | (number | null)[] | null;
        };
        /** @description The model that a job has registered. */
        ModelData: {
            /** @description Reference of the version, for example digits@3. */
            model: string;
        };
        /** @description The retraining of a model. */
        RetrainingOut: {
            /** @description The model before, such as digits@3. */
            model: string;
            /** @description Comparison of the new model with the one before; null before the new one is evaluated. */
            comparison: components["schemas"]["Comparison"] | null;
            /** @description Alias that is moved to the new version, and when; null if none is. */
            promote: components["schemas"]["PromoteOut"] | null;
            /** @description Whether it was moved; null before the job has succeeded, and if none is. */
            promotion: components["schemas"]["PromotionOut"] | null;
        };
        /** @description Forecast of a series. */
        ForecastOut: {
            /** @description The model version. */
            model: string;
            /** @description Steps after the end of the series, in its units: numbers, or rows if a step has several features; null if not finite. */
            forecast: (number | null)[] | (number | null)[][];
            /** @description Times of these steps, of a model trained with data.time; null where those of the series are not known: send times. */
            times: string[] | number[] | null;
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description A registered network to start from, and which of its layers are changed or not trained. */
        StartFrom: {
            /** @description Registered network that training starts from, such as digits@3. */
            model: string;
            /** @description Name patterns of its layers that are not trained, such as conv*. */
            freeze?: string[];
            /** @description Number of its last layers that are removed. Default: 0. */
            drop_last?: number;
            /** @description Layers appended after the last one kept, with new weights. */
            append?: components["schemas"]["Layer"][];
        };
        /** @description Converted values, in the order in which they were sent. */
        ConvertedOut: {
            /** @description The model version. */
            model: string;
            /** @description Values of the inputs: a list; of a model with several, an object of lists by name. Null if none were sent; a value that overflows is null. */
            inputs: components["schemas"]["ConvertedValues"];
            /** @description Values of the outputs: a list; of a model with several, an object of lists by name. Null if none were sent; a value that overflows is null. */
            targets: components["schemas"]["ConvertedValues"];
            /** @description Number of windows of each series that was sent; null for models that take no series. */
            counts: number[] | null;
            /** @description What each step makes of the input, by its name; left out without `each_step`. */
            steps?: {
                [key: string]: components["schemas"]["StageOut"][];
            };
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description JSON schemas (draft 2020-12) of one input and of one prediction of a model. */
        ModelSchemaOut: {
            /** @description The model version. */
            model: string;
            /** @description `kind` of its answers, where no method is named. */
            kind: components["schemas"]["AnswerKind"];
            /** @description Schema of one entry of `inputs` of a prediction. */
            input: components["schemas"]["JsonSchema"];
            /** @description Schema of one entry of `predictions` of the answer. */
            output: components["schemas"]["JsonSchema"];
        };
        /** @description Predictions of the kind classification. */
        ClassificationPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "classification";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["LabelPrediction"][];
        };
        /** @description Predictions of the kind clustering. */
        ClusteringPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "clustering";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["ClusterPrediction"][];
        };
        /** @description Predictions of the kind decision. */
        DecisionPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "decision";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["DecisionPrediction"][];
        };
        /** @description Predictions of the kind forecasting. */
        ForecastingPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "forecasting";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["ValuePrediction"][];
        };
        /** @description Predictions of the kind generation. */
        GenerationPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "generation";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["LabelPrediction"][];
        };
        /** @description Predictions of the kind multi_label. */
        MultiLabelPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "multi_label";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["LabelsPrediction"][];
        };
        /** @description Predictions of a model of several inputs or outputs: an object by output name for each sample. */
        OutputsPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "outputs";
            /** @description One for each input, in their order. */
            predictions: {
                [key: string]: components["schemas"]["LabelPrediction"] | components["schemas"]["LabelsPrediction"] | components["schemas"]["ReconstructionPrediction"] | components["schemas"]["ValuePrediction"] | components["schemas"]["RowPrediction"] | components["schemas"]["ClusterPrediction"];
            }[];
        };
        /** @description Predictions of the kind probabilities. */
        ProbabilitiesPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "probabilities";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["ProbabilitiesPrediction"][];
        };
        /** @description Predictions of the kind reconstruction. */
        ReconstructionPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "reconstruction";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["ReconstructionPrediction"][];
        };
        /** @description Predictions of the kind regression. */
        RegressionPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "regression";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["ValuePrediction"][];
        };
        /** @description Predictions of the kind transform. */
        TransformPredictions: {
            /** @description The model version. */
            model: string;
            /**
             * @description Kind of the answer, which decides the form of its predictions. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            kind: "transform";
            /** @description One for each input, in their order. */
            predictions: components["schemas"]["RowPrediction"][];
        };
        /** @description A registered network, and the layers that the job's network shares with it. */
        ShareLayers: {
            /** @description Registered network that layers are shared with, such as digits or digits@3. */
            model: string;
            /** @description Patterns of layer names in both networks, such as dense_1 or conv*. */
            layers: string[];
        };
        /** @description Layers that a model shares with another. */
        SharedLayersOut: {
            /** @description Name of the other model. */
            model: string;
            /** @description Names of the shared layers. */
            layers: string[];
        };
        /** @description What the layers of a network give for a sample. */
        ActivationsOut: {
            /** @description The model version. */
            model: string;
            /** @description The inputs of the network that are numbers with decimals, then its layers; of many at most nine. */
            layers: components["schemas"]["LayerOutput"][];
            /** @description How many of them are inputs. */
            n_inputs: number;
            /** @description Layers of the network whose values differ from those before. */
            n_layers: number;
        };
        /** @description Predictions on a grid over two features. */
        SurfaceOut: {
            /** @description The model version. */
            model: string;
            /** @description Method that gave the values. */
            method: components["schemas"]["Method"];
            /** @description Points along each row. */
            x: number[];
            /** @description Points from row to row. */
            y: number[];
            /** @description Class labels; `values` are indices or scores in this order. Null if the model has none. */
            labels: (number | string)[] | null;
            /** @description A row for each y: indices in `labels`, clusters, values, or the score of the second of two labels; with more labels or outputs one grid each. Null for a value that is not finite. */
            values: (number | null)[][] | (number | null)[][][];
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description Two model versions side by side. */
        ComparisonOut: {
            /** @description The model. */
            model: components["schemas"]["ComparedOut"];
            /** @description The one it is compared with. */
            other: components["schemas"]["ComparedOut"];
            /** @description Whether their evaluations are of the same samples and outputs, so that the better one is the better model. */
            comparable: boolean;
            /** @description Why they are not; empty if they are. */
            reasons: string[];
            /** @description Metrics of both, in the order of the model's. */
            metrics: components["schemas"]["MetricPairOut"][];
            /** @description What differs between their specs; empty if they are equal. */
            spec: components["schemas"]["SpecDifferenceOut"][];
            /** @description Versions of Modelbook, Python and the libraries, by name. */
            libraries: components["schemas"]["VersionPairOut"][];
        };
        /** @description Latent points of inputs. */
        PointsOut: {
            /** @description The model version. */
            model: string;
            /** @description Latent point of each input, in order; null for a number that is not finite. */
            points: (number | null)[][];
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description Samples decoded from latent points. */
        SamplesOut: {
            /** @description The model version. */
            model: string;
            /** @description Latent points, in order. */
            points: number[][];
            /** @description Decoded sample of each point: nested lists in the units of the raw inputs. */
            samples: components["schemas"]["RawValue"][];
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description Predictions for the steps that were fed. */
        FedOut: {
            /** @description The model version. */
            model: string;
            /** @description {"value"} after each step, in the units of the targets. */
            predictions: components["schemas"]["ValuePrediction"][];
            /** @description Steps fed so far, these included. */
            n_steps: number;
            /**
             * Format: date-time
             * @description When the session expires unless it is fed again.
             */
            expires_at: string;
        };
        /** @description The beginning of a generated text: what it continues, and how symbols are drawn. */
        TextStartData: {
            /** @description The model version. */
            model: string;
            /** @description Text that is continued, as sent; a piece of the training text if none was sent. */
            seed: string;
            /** @description The last window of the seed as the model reads it: after cleaning, and with markers for unknown symbols. */
            window: string;
            /** @description Seed of the random draws; the same number, seed and temperature give the same text. */
            seed_number: number;
            /** @description Temperature of the draws. */
            temperature: number;
            /** @description steps: one step of the network per symbol; windows: a whole window per symbol, for networks without a single-step form. */
            by: components["schemas"]["GenerationWay"];
        };
        /** @description A generated text. */
        TextOut: {
            /** @description The model version. */
            model: string;
            /** @description Text that is continued, as sent; a piece of the training text if none was sent. */
            seed: string;
            /** @description The last window of the seed as the model reads it: after cleaning, and with markers for unknown symbols. */
            window: string;
            /** @description Seed of the random draws; the same number, seed and temperature give the same text. */
            seed_number: number;
            /** @description Temperature of the draws. */
            temperature: number;
            /** @description steps: one step of the network per symbol; windows: a whole window per symbol, for networks without a single-step form. */
            by: components["schemas"]["GenerationWay"];
            /** @description Generated text, without the seed. */
            text: string;
            /** @description The seed as sent, and the generated text. */
            whole_text: string;
            /** @description Number of letters or words. */
            symbols: number;
        };
        /** @description Inputs that a model version was recorded with. */
        ExamplesOut: {
            /** @description The model version. */
            model: string;
            /** @description Whether they are raw samples of its data (real), or were drawn (synthetic). */
            source: components["schemas"]["GoldenSource"];
            /** @description The examples, each as one entry of `inputs` of a prediction; an image file as a small PNG file, as a data URL. Empty if none were recorded. */
            inputs: components["schemas"]["InputEntry"][];
        };
        /** @description What a model version was made from, and what was made from it: a graph without cycles. */
        LineageOut: {
            /** @description The model version. */
            model: string;
            /** @description Data sets, jobs and models, the model itself first, then what it was made from; at most 200. */
            things: components["schemas"]["LineageThingOut"][];
            /** @description How they follow from one another. */
            links: components["schemas"]["LineageLinkOut"][];
            /** @description Whether nothing was left out: false beyond 200 things, 20 jobs one after another, or a job whose spec can no longer be read. */
            complete: boolean;
        };
        /** @description What a model was made with. Tasks may add further notes, each under its own name. */
        ProvenanceOut: {
            /** @description Version of Modelbook. */
            modelbook: string;
            /** @description Version of Python. */
            python: string;
            /** @description Versions of the libraries, by name. */
            libraries: {
                [key: string]: string;
            };
            /** @description System and processor. */
            machine: string;
            /** @description Name of the processor; left out of models of earlier releases. */
            cpu?: string;
            /** @description When it was trained, in seconds since 1970. */
            created_at: number;
            /** @description Digest of the raw training part; left out of imported models. */
            data_sha256?: string;
            /** @description Size and digest of each raw part by its name; left out of imported models and those of before. */
            parts?: {
                [key: string]: components["schemas"]["DataPartOut"];
            };
            /** @description Version whose spec was trained again, as the owner writes it; left out of models that are no retraining. */
            retrains?: string;
            /** @description Layers that it shares with another model; left out if it shares none. */
            shares?: components["schemas"]["SharedLayersOut"];
        } & {
            [key: string]: unknown;
        };
        /** @description The bytes that an owner stores, by what they are. */
        StorageOut: {
            /** @description Models with their compiled forms. */
            models: number;
            /** @description Checkpoints, files of predictions, and weights to import. */
            jobs: number;
            /** @description Uploaded data sets. */
            datasets: number;
            /** @description What of all that is deleted and not gone yet; DELETE /v1/deletions/{deletion_id} frees it. */
            deleted: number;
            /** @description Figures of all these, counted within the last minute; they can be made anew, and are not in `stored_bytes`. */
            figures: number;
        };
        /** @description A page of models: the newest version of each, by name. */
        ModelPage: {
            /** @description The newest version of each model. */
            models: components["schemas"]["ModelOut"][];
            /** @description Give it as ?cursor= for the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description End training when the monitor has not improved for some epochs. */
        EarlyStopping: {
            /** @description Logged name that should improve, such as val_loss. */
            monitor: string;
            /** @description Epochs without improvement after which training ends. Default: 10. */
            patience?: number;
            /** @description Smallest change that counts as an improvement. Default: 0.0. */
            min_delta?: number;
            /** @description Whether smaller (min) or larger (max) values of the monitor are better; auto infers it from its name. Default: "auto". */
            mode?: components["schemas"]["MonitorMode"];
            /** @description Use the weights of the best epoch; otherwise those of the last. Default: false. */
            restore_best?: boolean;
        };
        /** @description A page of the changes of an alias, newest first. */
        AliasMovePage: {
            /** @description The changes. */
            moves: components["schemas"]["AliasMoveOut"][];
            /** @description Give it as ?cursor= for the next page; null at the end. */
            next_cursor: number | null;
        };
        /** @description What a deletion of many jobs takes. */
        JobsDeletionOut: {
            /** @description Jobs that are deleted. */
            n_jobs: number;
            /** @description Model versions that are deleted with them. */
            n_versions: number;
            /** @description Jobs that fit the filters and are kept: they have not ended, or something needs them. */
            n_kept: number;
            /** @description Bytes of the files. */
            size_bytes: number;
            /** @description The deletion; null if nothing was deleted, as with `dry_run`. */
            deletion: components["schemas"]["DeletionOut"] | null;
        };
        /** @description Points to decode: drawn or given. */
        SampleSpec: {
            /** @description Number of points drawn from the standard normal distribution. */
            n_samples?: number | null;
            /** @description Seed of the draw: equal seeds give equal samples; random by default. */
            seed?: number | null;
            /** @description Points of the latent space, instead of n_samples. */
            points?: number[][] | null;
        };
        /** @description One part of the data of a model. */
        DataPartOut: {
            /** @description Number of its samples, or of steps of its series. */
            n_samples: number;
            /** @description Digest of its raw samples and targets. */
            sha256: string;
        };
        /** @description The letters, or the words, of texts. */
        VocabularyOut: {
            /** @description Number of symbols, every occurrence counted. */
            n_symbols: number;
            /** @description Number of distinct symbols: the size of a full vocabulary, without a marker for unknown symbols. */
            n_distinct: number;
            /** @description Number of distinct symbols that occur once. */
            n_once: number;
            /** @description The most frequent symbols; of equally frequent ones the first in the text. */
            most_frequent: components["schemas"]["SymbolCountOut"][];
        };
        /** @description How far numbers differ from those recorded. */
        Differences: {
            /** @description Number of recorded values. */
            n_values: number;
            /** @description Number of those that differ in any bit. */
            n_different: number;
            /** @description Largest absolute difference; null where it is not finite, and where none could be compared. */
            largest: number | null;
            /** @description Largest difference of an array, relative to the largest recorded value of that array; null as `largest`. */
            largest_relative: number | null;
            /** @description Names of arrays that are missing on one side, or of another shape; at most 20. */
            incomparable: string[];
        };
        /** @description A network to import. */
        ImportForm: {
            /** @description Name the model is registered under. */
            name: string;
            /** @description Result of `model.to_json()` of Keras, or the same as YAML; left out where weights has it. */
            architecture?: string;
            /**
             * Format: binary
             * @description HDF5 file with the weights by layer, or of `model.save('x.h5')`.
             */
            weights: Blob;
            /** @description JSON list of class labels, in the order of the outputs. */
            labels?: string;
        };
        /** @description A figure of both models. */
        ComparedFigure: {
            /** @description Its name; with the name of the output before it, where there are several: output_accuracy. */
            name: string;
            /** @description Which values are better. */
            better: components["schemas"]["BetterValues"];
            /** @description Of the model before; null where it has none, such as a value that is not finite. */
            old: number | null;
            /** @description Of the new model; null where it has none. */
            new: number | null;
            /** @description New minus old; null without one of them. */
            difference: number | null;
        };
        /** @description A tensor of a model. */
        TensorMetadata: {
            /** @description Its name. */
            name: string;
            /** @description FP32, INT64, BYTES ... */
            datatype: string;
            /** @description Its axes, samples first; -1 for any length. */
            shape: number[];
            /** @description Its labels. */
            parameters?: components["schemas"]["LabelsOut"];
        };
        /** @description An output tensor. */
        InferTensor: {
            /** @description Its name. */
            name: string;
            /** @description FP32, INT64, BYTES ... */
            datatype: string;
            /** @description Its axes. */
            shape: number[];
            /** @description binary_data_size. */
            parameters?: {
                [key: string]: unknown;
            };
            /** @description Values, flat. */
            data?: unknown[];
        };
        /** @description One estimator of a pipeline. */
        EstimatorStep: {
            /** @description Name of the step; the estimator's name in lower case when left out. */
            name?: string | null;
            /**
             * @description Class name of the scikit-learn estimator.
             * @enum {string}
             */
            estimator: "Ridge" | "RidgeCV" | "RidgeClassifier" | "RidgeClassifierCV" | "LinearRegression" | "LogisticRegression" | "Lasso" | "ElasticNet" | "SVC" | "SVR" | "KNeighborsClassifier" | "KNeighborsRegressor" | "GaussianNB" | "MultinomialNB" | "BernoulliNB" | "DecisionTreeClassifier" | "DecisionTreeRegressor" | "RandomForestClassifier" | "RandomForestRegressor" | "GradientBoostingClassifier" | "GradientBoostingRegressor" | "HistGradientBoostingClassifier" | "HistGradientBoostingRegressor" | "AdaBoostClassifier" | "AdaBoostRegressor" | "MLPClassifier" | "MLPRegressor" | "KMeans" | "GaussianMixture" | "DBSCAN" | "AgglomerativeClustering" | "MinMaxScaler" | "StandardScaler" | "PolynomialFeatures" | "FunctionTransformer" | "PCA";
            /** @description Arguments of the estimator, as scikit-learn names them. */
            params?: {
                [key: string]: unknown;
            };
        };
        /** @description A worker. */
        WorkerOut: {
            /** @description Host and process id, as in `worker` of a job. */
            name: string;
            /** @description Name of its host. */
            host: string;
            /** @description Its process id. */
            pid: number;
            /** @description `ready` takes jobs, `stopping` hands them back, `unable` cannot take any, `silent` no longer reports. */
            status: components["schemas"]["WorkerStatus"];
            /** @description Why it cannot take jobs; null if it can. */
            problem: string | null;
            /** @description Queues that it takes jobs from. */
            queues: ("cpu" | "gpu")[];
            /** @description Jobs that it runs at a time. */
            slots: number;
            /** @description Slots without a job. */
            free_slots: number;
            /** @description What it hands to its jobs. */
            devices: components["schemas"]["DevicesOut"];
            /** @description What its jobs are kept to. */
            isolation: components["schemas"]["IsolationOut"];
            /** @description Jobs that it runs now. */
            n_jobs: number;
            /** @description Ids of those that the caller may see: its own, or all with the scope admin. */
            jobs: string[];
            /** @description Versions of Modelbook, Python and libraries, by name. */
            versions: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description When it was ready.
             */
            started_at: string;
            /**
             * Format: date-time
             * @description When it last reported; it does so every 2 seconds.
             */
            last_seen_at: string;
        };
        /** @description One node of a graph: an input, a layer, a layer used again, or a whole registered model. */
        GraphNode: {
            /** @description Name of the node and of its layer. */
            name: string;
            /** @description Nodes whose outputs it takes; none for an input. */
            inputs?: string[];
            /** @description The layer; left out for an input. */
            layer?: components["schemas"]["Layer"] | null;
            /** @description Node whose layer and weights are used again here. */
            shares?: string | null;
            /** @description Reference of a registered model used as a layer. */
            model?: string | null;
            /** @description Whether training changes the weights of the model used as a layer. Default: true. */
            trainable?: boolean;
            /** @description Sample shape of an input; that of the data when left out. */
            shape?: number[] | null;
        };
        /** @description One layer of a network. */
        LayerOut: {
            /** @description Name of the layer in the network. */
            name: string;
            /** @description Its kind, such as Dense; of a shared layer `Dense of other`, of a model used as a layer `model digits@1`. */
            layer: string;
            /** @description Shape of one sample of the output; null for axes whose size may vary. */
            output_shape: (number | null)[];
            /** @description Number of its parameters. */
            parameters: number;
            /** @description Number of parameters that training changes. */
            trainable: number;
        };
        /** @description A limit, and what is used of it. */
        LimitOut: {
            /**
             * @description Name, as in the headers RateLimit and RateLimit-Policy of a response with status 429.
             * @enum {string}
             */
            name: "key_requests" | "address_requests" | "queued_jobs" | "running_jobs" | "cpu_seconds_a_day" | "stored_bytes" | "prediction_rows" | "streams" | "sessions";
            /** @description The limit; null for none. */
            limit: number | null;
            /** @description What is used; null of a limit of one request, of a rate without a limit, and while it is not known. */
            used: number | null;
            /** @description What is left; null without a limit, of a limit of one request, and while it is not known. */
            remaining: number | null;
            /** @description Seconds over which it is counted; null for what exists at a time. */
            window_s: number | null;
            /** @description When all of it is left again if nothing more is used; null if that is not a matter of time. */
            resets_at: string | null;
        };
        /** @description An output to return. */
        InferOutput: {
            /** @description Its name. */
            name: string;
            /** @description binary_data, classification. */
            parameters?: {
                [key: string]: unknown;
            } | null;
        };
        /** @description Whether a model can infer. */
        InferenceModelReady: {
            /** @description Its name. */
            name: string;
            /** @description Always true; a model that cannot is an error. */
            ready: boolean;
        };
        /** @description A plot that could not be made. */
        LeftOut: {
            /** @description Its name. */
            name: string;
            /** @description Why it was left out. */
            reason: string;
        };
        /** @description A fact of the surroundings that differs. */
        ChangedFact: {
            /** @description What differs: modelbook, python, machine, cpu, or the name of a library. */
            name: string;
            /** @description What the model was trained with; null where that was not recorded. */
            recorded: string | null;
            /** @description What the reproduction was trained with. */
            now: string | null;
        };
        /** @description A metric of a model and of its reproduction. */
        ChangedMetric: {
            /** @description Its name, as the model has it. */
            name: string;
            /** @description Of the model; null where it has none. */
            recorded: number | null;
            /** @description Of the reproduction; null where it has none. */
            now: number | null;
            /** @description The second minus the first; null without one of them. */
            difference: number | null;
        };
        /** @description An input tensor. */
        InferInput: {
            /** @description Its name. */
            name: string;
            /** @description Its axes, samples first. */
            shape: number[];
            /** @description FP32, INT64, BYTES ... */
            datatype: string;
            /** @description binary_data_size. */
            parameters?: {
                [key: string]: unknown;
            } | null;
            /** @description Values, flat or nested. */
            data?: unknown[] | null;
        };
        /** @description An output file of a job. */
        FileOut: {
            /** @description Name of the file, by which it is downloaded. */
            name: string;
            /** @description Size of the file, in bytes. */
            size_bytes: number;
        };
        /** @description The numbers behind a figure. */
        PlotNumbersOut: {
            /** @description Name of the plot. */
            name: string;
            /** @description Its title. */
            title: string;
            /** @description What it shows, with its own numbers. */
            caption: string;
            /** @description All that is drawn; the fields are those of the plot. */
            numbers: {
                [key: string]: unknown;
            };
        };
        /** @description A plot, with the URLs of its forms, which never change. */
        PlotOut: {
            /** @description Its name in URLs. */
            name: string;
            /** @description Its title. */
            title: string;
            /** @description What it shows, with its own numbers. */
            caption: string;
            /** @description URL of the figure as SVG. */
            svg: string;
            /** @description URL of the figure as PNG, 150 dots per inch. */
            png: string;
            /** @description URL of the numbers behind it, as JSON. */
            numbers: string;
        };
        /** @description A column of a table, or an array. */
        ColumnOut: {
            /** @description Name of the column or array. */
            name: string;
            /** @description int64, float64, text, boolean or date; for an array its NumPy type. */
            type: string;
            /** @description Shape of one value; empty for single numbers and text. */
            shape: number[];
            /** @description Number of values, missing ones included. */
            n_samples: number;
            /** @description Number of missing values: empty cells, NaN. */
            n_missing: number;
            /** @description Occurrences of each value; null for more than 20 distinct values, and for floats. */
            counts: components["schemas"]["CountOut"][] | null;
        };
        /** @description A program or library that both versions were made with. */
        VersionPairOut: {
            /** @description Its name. */
            name: string;
            /** @description Version that the model was made with; null if it was made without. */
            value: string | null;
            /** @description Version that the other one was made with; null if it was made without. */
            other: string | null;
        };
        /** @description A metric of both versions. */
        MetricPairOut: {
            /** @description Its name. */
            name: string;
            /** @description That of the model; null if it has none. */
            value: number | null;
            /** @description That of the other one; null if it has none. */
            other: number | null;
            /** @description `value` minus `other`; null if one is missing. */
            difference: number | null;
            /** @description Part of the data that it was measured on; null for a fitted parameter, which was not measured. */
            part: components["schemas"]["JobPart"] | null;
            /** @description Whether both were measured on the same samples; null if that is not recorded, or not measured. */
            same_data: boolean | null;
        };
        /** @description Metadata of the server. */
        InferenceServer: {
            /** @description modelbook. */
            name: string;
            /** @description Its version. */
            version: string;
            /** @description Extensions that it has. */
            extensions: string[];
        };
        /** @description Metadata of a model. */
        InferenceModel: {
            /** @description Its name. */
            name: string;
            /** @description Its versions, or the one that is asked for. */
            versions: string[];
            /** @description What runs it. */
            platform: string;
            /** @description What it takes. */
            inputs: components["schemas"]["TensorMetadata"][];
            /** @description What it gives. */
            outputs: components["schemas"]["TensorMetadata"][];
        };
        /** @description Lion: updates by the sign of the momentum (Chen et al., 2023). */
        Lion: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "lion";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Weight of the momentum in an update. Default: 0.9. */
            beta_1?: number;
            /** @description Decay of the momentum. Default: 0.99. */
            beta_2?: number;
        };
        /** @description Adam with the infinity norm of gradients (Kingma and Ba, 2014). */
        Adamax: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "adamax";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Decay of the first moment. Default: 0.9. */
            beta_1?: number;
            /** @description Decay of the second moment. Default: 0.999. */
            beta_2?: number;
            /** @description Added to denominators, so that nothing is divided by zero. Default: 1e-07. */
            epsilon?: number;
        };
        /** @description Adam with a learning rate for each layer (You et al., 2019). */
        Lamb: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "lamb";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Decay of the first moment. Default: 0.9. */
            beta_1?: number;
            /** @description Decay of the second moment. Default: 0.999. */
            beta_2?: number;
            /** @description Added to denominators, so that nothing is divided by zero. Default: 1e-07. */
            epsilon?: number;
        };
        /** @description Adam with Nesterov momentum (Dozat, 2016). */
        Nadam: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "nadam";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Decay of the first moment. Default: 0.9. */
            beta_1?: number;
            /** @description Decay of the second moment. Default: 0.999. */
            beta_2?: number;
            /** @description Added to denominators, so that nothing is divided by zero. Default: 1e-07. */
            epsilon?: number;
        };
        /** @description Adam (Kingma and Ba, 2014). */
        Adam: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "adam";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Decay of the first moment. Default: 0.9. */
            beta_1?: number;
            /** @description Decay of the second moment. Default: 0.999. */
            beta_2?: number;
            /** @description Added to denominators, so that nothing is divided by zero. Default: 1e-07. */
            epsilon?: number;
            /** @description Use the largest second moment so far. Default: false. */
            amsgrad?: boolean;
        };
        /** @description Adam with decoupled weight decay (Loshchilov and Hutter, 2017). */
        AdamW: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "adamw";
            /** @description Share by which weights shrink in each update. Default: 0.004. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Decay of the first moment. Default: 0.9. */
            beta_1?: number;
            /** @description Decay of the second moment. Default: 0.999. */
            beta_2?: number;
            /** @description Added to denominators, so that nothing is divided by zero. Default: 1e-07. */
            epsilon?: number;
            /** @description Use the largest second moment so far. Default: false. */
            amsgrad?: boolean;
        };
        /** @description Adafactor: factored second moments (Shazeer and Stern, 2018). */
        Adafactor: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "adafactor";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Exponent of the decay of the second moment. Default: -0.8. */
            beta_2_decay?: number;
            /** @description Added to squared gradients. Default: 1e-30. */
            epsilon_1?: number;
            /** @description Added to denominators, so that nothing is divided by zero. Default: 0.001. */
            epsilon_2?: number;
            /** @description Largest root mean square of an update. Default: 1.0. */
            clip_threshold?: number;
            /** @description Decrease the rate with the number of updates. Default: true. */
            relative_step?: boolean;
        };
        /** @description Adagrad (Duchi et al., 2011). */
        Adagrad: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "adagrad";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Initial sum of squares. Default: 0.1. */
            initial_accumulator_value?: number;
            /** @description Added to denominators, so that nothing is divided by zero. Default: 1e-07. */
            epsilon?: number;
        };
        /** @description Follow the regularized leader (McMahan et al., 2013). */
        Ftrl: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "ftrl";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Power of the decay of the rate. Default: -0.5. */
            learning_rate_power?: number;
            /** @description Initial sum of squares. Default: 0.1. */
            initial_accumulator_value?: number;
            /** @description Penalty on absolute weights. Default: 0.0. */
            l1_regularization_strength?: number;
            /** @description Penalty on squared weights. Default: 0.0. */
            l2_regularization_strength?: number;
        };
        /** @description Stochastic gradient descent, optionally with momentum. */
        SGD: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "sgd";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.01. */
            learning_rate?: number;
            /** @description Share of the previous update that is kept. Default: 0.0. */
            momentum?: number;
            /** @description Use Nesterov momentum. Default: false. */
            nesterov?: boolean;
        };
        /** @description Adadelta (Zeiler, 2012). The default rate of Keras, 0.001, is far below the 1.0 of the paper and of earlier versions. */
        Adadelta: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "adadelta";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Decay of the mean squares. Default: 0.95. */
            rho?: number;
            /** @description Added to denominators, so that nothing is divided by zero. Default: 1e-07. */
            epsilon?: number;
        };
        /** @description RMSprop (Hinton, 2012). */
        RMSprop: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            name: "rmsprop";
            /** @description Share by which weights shrink in each update. */
            weight_decay?: number | null;
            /** @description Largest norm of each gradient. */
            clipnorm?: number | null;
            /** @description Largest absolute value in a gradient. */
            clipvalue?: number | null;
            /** @description Largest norm of all gradients together. */
            global_clipnorm?: number | null;
            /** @description Factor of the updates. Default: 0.001. */
            learning_rate?: number;
            /** @description Decay of the mean square. Default: 0.9. */
            rho?: number;
            /** @description Share of the previous update that is kept. Default: 0.0. */
            momentum?: number;
            /** @description Added to denominators, so that nothing is divided by zero. Default: 1e-07. */
            epsilon?: number;
            /** @description Divide by the square root of the variance instead of the mean square. Default: false. */
            centered?: boolean;
        };
        /** @description What the jobs of a worker are kept to. */
        IsolationOut: {
            /** @description What a job may reach of the network, unless its data is downloaded: `nothing`, the `database` alone, or `all` of it. */
            network: components["schemas"]["Reach"];
            /** @description Why that is all of it; null if it is not. */
            reason: string | null;
            /** @description Largest file that a job may write, in bytes. */
            file_bytes: number;
            /** @description Most files that a job may have open. */
            open_files: number;
            /** @description Most processes and threads that a job may start; 0 for no limit. */
            processes: number;
        };
        /** @description A change of an alias. */
        AliasMoveOut: {
            /** @description Its number, from 1. */
            number: number;
            /** @description Number of the version before; null if there was no such alias. */
            from_version: number | null;
            /** @description Number of the version after; null if the alias was deleted. */
            to_version: number | null;
            /** @description Who changed it, or asked for the retraining that did: `key` and the id of the key, an account, or nobody where no key is needed. */
            actor: string;
            /** @description Id of the retraining that has promoted its version; null if a request has changed it. */
            job_id: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
        };
        /** @description The result of checking a spec. */
        CheckOut: {
            /** @description Whether the job would be accepted. */
            ok: boolean;
            /** @description Every fault, with a pointer into the body; empty if there is none. */
            errors: components["schemas"]["FaultOut"][];
            /** @description Likely mistakes that do not prevent the job. */
            warnings: components["schemas"]["FaultOut"][];
            /** @description A `patch` that settles all errors if sent in place of that of the body, which it includes; null where none is known. */
            suggestion: {
                [key: string]: unknown;
            } | null;
            /** @description The spec with its defaults written out; null where its form is wrong. */
            spec: components["schemas"]["JobSpec"] | null;
            /** @description Layers of a network in order, up to the first faulty one; empty for scikit-learn. */
            layers: components["schemas"]["LayerOut"][];
            /** @description Sum of the parameters of the layers; 0 for scikit-learn. */
            total_parameters: number;
            /** @description Estimated memory of fitting, in bytes, without that of TensorFlow or scikit-learn itself. */
            training_bytes: number;
            /** @description Number of fits. */
            n_fits: number;
            /** @description Expected seconds from its start to its end; null for a faulty spec, as the next three. */
            estimated_seconds: number | null;
            /** @description Interval that holds the seconds of four of five jobs. */
            estimated_seconds_interval: components["schemas"]["Interval"] | null;
            /** @description Expected peak memory of a process, in bytes. */
            peak_memory: number | null;
            /** @description Interval that holds the peak memory of four of five jobs. */
            peak_memory_interval: components["schemas"]["Interval"] | null;
        };
        /** @description The caller of a request. */
        MeOut: {
            /** @description Whose things the caller sees and changes. */
            owner: string;
            /** @description The key that was sent; null without one. */
            key: components["schemas"]["CallerKeyOut"] | null;
            /** @description What the caller may do: read, predict, train, admin. With a key that has admin, all of them. */
            scopes: components["schemas"]["Scope"][];
            /** @description Limits of requests count in one API process, the others in all together. */
            limits: components["schemas"]["LimitOut"][];
            /** @description Bytes that the owner stores: together, without figures, what counts for `stored_bytes`. */
            storage: components["schemas"]["StorageOut"];
        };
        /** @description A key to be made. */
        NewKeyRequest: {
            /** @description Owner of what its calls make and see. */
            owner: string;
            /** @description What it allows; admin allows all. Default: ["read", "predict", "train"]. */
            scopes?: components["schemas"]["Scope"][];
            /** @description What people call it. Default: "". */
            name?: string;
            /** @description Seconds for which it can be used; forever when left out. */
            expires_in_s?: number | null;
        };
        /** @description One thing was made from another. */
        LineageLinkOut: {
            /** @description Id of the older thing. */
            parent: string;
            /** @description Id of the newer thing. */
            child: string;
            /**
             * @description data: the job was given the data set; start: it began with the weights of the model; share: it shared layers with it; layer: it has it, or its weights, as a layer; checkpoint: it registered a checkpoint of the other job; retrained: it trained the spec of the model again; made: the job made the model; imported: it imported it; appended: the data set is the other one with further rows.
             * @enum {string}
             */
            relation: "data" | "start" | "share" | "layer" | "checkpoint" | "retrained" | "made" | "imported" | "appended";
        };
        /** @description Samples of a part before and after preprocessing, in the order of the data: training shuffles them in every epoch. */
        PreparedSamplesOut: {
            /** @description The part. */
            part: components["schemas"]["JobPart"];
            /** @description Number of samples in the part. */
            n_samples: number;
            /** @description Shape and type of the prepared values of each input. */
            inputs: {
                [key: string]: components["schemas"]["PortTypeOut"];
            };
            /** @description The same of the targets of each output. */
            targets: {
                [key: string]: components["schemas"]["PortTypeOut"];
            };
            /** @description The samples, in the order of the data. */
            samples: components["schemas"]["PreparedSampleOut"][];
        };
        /** @description Figures of a new model and of the one before, on samples that none of them has been trained on. */
        Comparison: {
            /** @description The part of the new job's data that is compared on: test. */
            part: string;
            /** @description Number of samples that both models were evaluated on; of series, of windows. */
            n_samples: number;
            /** @description Samples of the part that were left out, as one of the models was trained on them; null if not known. */
            n_seen: number | null;
            /** @description The figures; empty if the models could not be compared. */
            figures: components["schemas"]["ComparedFigure"][];
            /** @description What to know of the comparison, such as what was left out. */
            notes: string[];
            /** @description Why the models could not be compared; null if they could. */
            reason: string | null;
        };
        /** @description Counts of one part. */
        PartCountsOut: {
            /** @description Name of the part. */
            part: components["schemas"]["JobPart"];
            /** @description Number of samples that the model gets; of a series or text, of windows. */
            n_samples: number;
            /** @description Number of time steps of all series, or of symbols of a text; null for other data. */
            n_steps: number | null;
            /** @description Number of series; null for other data. */
            n_series: number | null;
            /** @description The targets of each output, by its name; of a series, the predicted columns. */
            targets: {
                [key: string]: components["schemas"]["TargetCountsOut"];
            };
        };
        /** @description Samples of a part, in order; for a series, its steps; for a text, its characters. */
        PreviewOut: {
            /** @description The part. */
            part: components["schemas"]["StoredPart"];
            /** @description Number of samples (or steps) in the part. */
            n_samples: number;
            /** @description The samples asked for, in order; fewer at the end of the part. */
            samples: components["schemas"]["SampleOut"][];
        };
        /** @description Counts of the letters and words of the texts of a part. */
        TextCountsOut: {
            /** @description The part. */
            part: components["schemas"]["StoredPart"];
            /** @description Number of texts; 1 if the data set is one text. */
            n_texts: number;
            /** @description Number of characters, before cleaning. */
            n_characters: number;
            /** @description Whether the whole part is counted; of more than 10,000,000 characters only the first texts or characters are. */
            complete: boolean;
            /** @description Letters as the step `letters` reads them. */
            letters: components["schemas"]["VocabularyOut"];
            /** @description Words and punctuation marks as the step `words` reads them. */
            words: components["schemas"]["VocabularyOut"];
            /** @description Occurrences of words outside a vocabulary of the size asked for; null if no size is given. */
            n_outside: number | null;
        };
        /** @description The parts of a job's data. */
        PartsOut: {
            /** @description The parts of the job's data, in the order train, validation, test; without those it has not. */
            parts: components["schemas"]["PartCountsOut"][];
            /** @description Number of folds of the training part; 0 for tasks without folds. */
            n_folds: number;
            /** @description The folds; of many folds of a large data set only the first. */
            folds: components["schemas"]["FoldCountsOut"][];
        };
        /** @description The plots of something, and those that could not be made. */
        PlotsOut: {
            /** @description The plots, in order; none while the job, or all of a sweep, has not ended. */
            plots: components["schemas"]["PlotOut"][];
            /** @description Plots that could not be made, with the reason. */
            left_out: components["schemas"]["LeftOut"][];
        };
        /** @description A difference of two specs. In their order they are a patch (RFC 6902) that makes the other spec. */
        SpecDifferenceOut: {
            /** @description JSON pointer into the spec, after the differences before it. */
            pointer: string;
            /**
             * @description replace: both have it; add: only the other one has it; remove: only the model has it.
             * @enum {string}
             */
            change: "replace" | "add" | "remove";
            /** @description In the spec of the model; null if it is not there. */
            value: components["schemas"]["Figure"] | boolean | null;
            /** @description In the spec of the other one; null if it is not there. */
            other: components["schemas"]["Figure"] | boolean | null;
        };
        /** @description A fault and its position. */
        FaultOut: {
            /** @description JSON pointer into the request body; /query/, /path/ or /header/ and a name for a parameter. */
            pointer: string;
            /** @description What was expected and what was found. */
            detail: string;
        };
        /** @description Means over the classes that occur, as true or as predicted, each counted once. */
        MacroAverage: {
            /** @description Mean of the precisions. */
            precision: number;
            /** @description Mean of the recalls. */
            recall: number;
            /** @description Mean of the f1 figures. */
            f1: number;
        };
        /** @description A reproduction. */
        ReproduceRequest: {
            /** @description As of a job. Default: 0. */
            priority?: number;
            /** @description URLs that get signed notices of changes of the job's state. Default: []. */
            notify?: components["schemas"]["Notify"][];
        };
        /** @description The result of predict_proba for a sample. */
        ProbabilitiesPrediction: {
            /** @description Probabilities by label, or by index of the cluster. */
            probabilities: {
                [key: string]: number | null;
            };
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description A distribution, and temperatures to apply to it. */
        TemperatureSpec: {
            /** @description Probabilities that sum to 1, as a list, or as an object by label. */
            probabilities: number[] | {
                [key: string]: number;
            };
            /** @description Temperatures: below 1 likely symbols become likelier, above 1 unlikely ones; 0 is the limit, the likeliest symbol only. */
            temperatures: number[];
        };
        /** @description The kinds of problems, by status. */
        ProblemTypesOut: {
            /** @description The kinds, by status. */
            problems: components["schemas"]["ProblemTypeOut"][];
        };
        /** @description How far a running job is. It is not stored: a stream begins with the progress of now, and sends changes a few times per second at most. */
        ProgressData: {
            /** @description Fraction done, 0 to 1. */
            progress: number;
            /** @description Loss and metrics of the epoch so far, or counts of trials, by name. */
            metrics: {
                [key: string]: number;
            };
        };
        /** @description What a retraining did with an alias. */
        PromotionOut: {
            /** @description Whether the alias was moved to the new version. */
            promoted: boolean;
            /** @description Why, or why not. */
            reason: string;
            /** @description Version that the alias meant when the job was submitted; null if there was none. */
            from_version: number | null;
            /** @description The new version. */
            to_version: number;
        };
        /** @description Whether the server can infer. */
        InferenceReady: {
            /** @description Whether it can. */
            ready: boolean;
        };
        /** @description One of two versions that are compared. */
        ComparedOut: {
            /** @description The model version. */
            ref: string;
            /** @description Id of the job that made it. */
            job_id: string;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            created_at: string;
            /** @description Size of the artifact, in bytes. */
            size_bytes: number;
            /** @description Size of its compiled forms, in bytes. */
            compiled_bytes: number;
            /** @description Number of weights of the network; null for a pipeline of scikit-learn. */
            parameters: number | null;
            /** @description What runs it. */
            runtime: components["schemas"]["RuntimeName"];
            /** @description Times of a batch of one sample, and of a larger one; empty if the model cannot be served now. */
            speed: components["schemas"]["SpeedOut"][];
            /** @description Part of its data that it was evaluated on; null without an evaluation. */
            part: components["schemas"]["JobPart"] | null;
            /** @description Digest of the raw training part; null of an imported model. */
            data_sha256: string | null;
            /** @description Size and digest of each raw part of its data, by its name; empty if they are not recorded. */
            parts: {
                [key: string]: components["schemas"]["DataPartOut"];
            };
        };
        /** @description A model version. */
        ModelOut: {
            /** @description Its reference, such as digits@3, by which paths and specs name it. */
            ref: string;
            /** @description Its name; owner/name if it is another owner's. */
            name: string;
            /** @description Its owner. */
            owner: string;
            /** @description Its version, from 1. */
            version: number;
            /** @description Id of the job that made it. */
            job_id: string;
            /** @description Kind of its output; null if there are several, each of its own kind. */
            kind: components["schemas"]["KindName"] | null;
            /** @description What it takes and gives. */
            signature: components["schemas"]["SignatureOut"];
            /** @description Its preprocessing steps with their fitted state. */
            preprocessing: components["schemas"]["PreprocessingOut"];
            /** @description Metrics of the finished model, by name; in the units of the targets where they have units. */
            metrics: {
                [key: string]: number;
            };
            /** @description How it is served. */
            serving: components["schemas"]["ServingOut"];
            /** @description Whether the examples in the artifact are raw samples of its data, which whoever downloads it sees (real), or drawn (synthetic). */
            golden: components["schemas"]["GoldenSource"];
            /** @description Digest of the artifact. */
            sha256: string;
            /** @description Size of the artifact, in bytes. */
            size_bytes: number;
            /** @description What it was made with. */
            provenance: components["schemas"]["ProvenanceOut"];
            /**
             * Format: date-time
             * @description When it was registered.
             */
            created_at: string;
            /** @description The aliases that mean this version. */
            aliases: string[];
            /** @description Tags of this version. */
            tags: components["schemas"]["Tag"][];
            /** @description What its owner has noted about this version; empty if nothing. */
            note: string;
            /** @description Tags of its name, which count for all versions. */
            name_tags: components["schemas"]["Tag"][];
            /** @description What its owner has noted about the name; empty if nothing. */
            name_note: string;
        };
        /** @description Add the sum of absolute weights to the loss. */
        L1: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            regularizer: "L1";
            /** @description Weight of the penalty in the loss. Default: 0.01. */
            l1?: number;
        };
        /** @description Add both sums to the loss. */
        L1L2: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            regularizer: "L1L2";
            /** @description Weight of the penalty in the loss. Default: 0.01. */
            l1?: number;
            /** @description Weight of the penalty in the loss. Default: 0.01. */
            l2?: number;
        };
        /** @description Add the sum of squared weights to the loss. */
        L2: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            regularizer: "L2";
            /** @description Weight of the penalty in the loss. Default: 0.01. */
            l2?: number;
        };
        /** @description Layers that are repeated; each repetition has its own weights. */
        Block: {
            /** @description Number of repetitions. */
            repeat: number;
            /** @description The layers of one repetition. */
            layers: components["schemas"]["Layer"][];
        };
        /** @description What another owner may do with a model or data set. */
        GrantRequest: {
            /** @description read: look at it and download it; use: also predict with it, and name it in specs. */
            right: components["schemas"]["Right"];
        };
        /** @description Errors of predicted values, in the targets' units; null where one is not finite. */
        RegressionReport: {
            /** @description Root of the mean squared error. */
            rmse: number | null;
            /** @description Mean absolute error. */
            mae: number | null;
            /** @description Share of the targets' variance that is explained, 1 at best; without a unit. */
            r2: number | null;
            /** @description Quantiles of predicted minus true, least to greatest. */
            residuals: components["schemas"]["Quantile"][];
        };
        /** @description Errors of forecasts without a model; null where one is not finite. */
        NaiveForecast: {
            /** @description Root of their mean squared error. */
            rmse: number | null;
            /** @description Their mean absolute error. */
            mae: number | null;
            /** @description The rmse of the model divided by theirs, over the same windows; below 1 it is better. */
            ratio: number | null;
            /** @description How many steps before a step its forecast is taken. */
            period: number;
            /** @description Windows that are compared. */
            n_samples: number;
        };
        /** @description Change training images at random, differently each time; validation and test images stay unchanged. */
        Augmentation: {
            /** @description Largest rotation in either direction, in degrees. Default: 0. */
            rotation?: number;
            /** @description Largest shift to the left or right, as a share of the width. Default: 0. */
            width_shift?: number;
            /** @description Largest shift up or down, as a share of the height. Default: 0. */
            height_shift?: number;
            /** @description Largest change of scale: 0.2 for a factor from 0.8 to 1.2. Default: 0. */
            zoom?: number;
            /** @description Largest slant of vertical lines in either direction, in degrees. Default: 0. */
            shear?: number;
            /** @description Swap left and right with probability 0.5. Default: false. */
            horizontal_flip?: boolean;
            /** @description Swap top and bottom with probability 0.5. Default: false. */
            vertical_flip?: boolean;
            /** @description Largest amount added to or taken from all values, as a share of their range. Default: 0. */
            brightness?: number;
            /**
             * @description Values from outside of the image: fill_value, the nearest pixel, the mirrored image or the repeated image. Default: "nearest".
             * @enum {string}
             */
            fill_mode?: "constant" | "nearest" | "reflect" | "wrap";
            /** @description Value of fill_mode constant, after preprocessing; the smallest value of the training images when left out. */
            fill_value?: number | null;
            /** @description Seed of the random changes; the job's when left out. */
            seed?: number | null;
            /** @description Number of changed images of the first epoch that are kept among the job's files, as PNG. Default: 0. */
            save?: number;
        };
        /** @description A transformed sample. */
        RowPrediction: {
            /** @description Its values, in the order of the columns. */
            row: unknown[];
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description How a model is served. */
        ServingOut: {
            /** @description What runs it: onnx; or keras or sklearn, if ONNX cannot express the model. */
            runtime: components["schemas"]["RuntimeName"];
            /** @description Largest difference from the source model on the probe batch, relative to its largest; for labels, the differing fraction. */
            difference: number | null;
            /** @description Samples in the probe batch. */
            samples: number;
            /** @description Why ONNX is not used; empty if it is. */
            reason: string;
            /** @description Single-step form of a text model; null for other models. */
            steps: components["schemas"]["StepsOut"] | null;
        };
        /** @description The secret that signs the notices of an owner's jobs. */
        WebhookSecretOut: {
            /** @description The secret, for a library of Standard Webhooks. */
            secret: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
        };
        /** @description Parameters of a generated text. */
        GenerationSpec: {
            /** @description Text to continue; by default a piece of the training text, drawn by seed_number. */
            seed?: string | null;
            /** @description Symbols to write: letters or words, depending on the model. Default: 400. */
            length?: number;
            /** @description Below 1 likely symbols become likelier, above 1 unlikely ones; above 0. Default: 1.0. */
            temperature?: number;
            /** @description Seed of the draws: equal seeds give equal texts; random by default. */
            seed_number?: number | null;
            /** @description How symbols of the seed outside the model's vocabulary are handled. Default: "refuse". */
            unknown?: components["schemas"]["Unknown"];
        };
        /** @description Texts that a text model generates after epochs, one for each temperature: events of the job and lines of its output file. */
        Samples: {
            /** @description Text that the samples continue; when left out, a random part of the training text in each epoch. */
            seed_text?: string | null;
            /** @description Symbols of each text. Default: 1000. */
            length?: number;
            /** @description Temperature of each text, above 0. Default: [0.5, 1.0, 1.5]. */
            temperatures?: number[];
            /** @description Epochs between samples. Default: 1. */
            every?: number;
        };
        /** @description The time steps of a window and of its target, by index from 0 in their series; of a text, its symbols by index in the part. */
        SpanOut: {
            /** @description Index of the series. */
            series: number;
            /** @description First step of the window. */
            first: number;
            /** @description Last step of the window. */
            last: number;
            /** @description First step of the target. */
            target_first: number;
            /** @description Last step of the target. */
            target_last: number;
        };
        /** @description Parameters of a forecast. */
        ForecastSpec: {
            /** @description The last steps of the series, oldest first, at least as many as the model's window: numbers, or rows of them. */
            series: unknown[];
            /** @description Steps to forecast. */
            steps: number;
            /** @description Times of the last steps of the series, oldest first, for a model trained with data.time; one is enough. */
            times?: (string | number)[] | null;
        };
        /** @description Shape and type of one value at an input or output. */
        PortTypeOut: {
            /** @description Shape of one value, without the axis of samples. */
            shape: number[];
            /** @description NumPy type name. */
            dtype: string;
        };
        /** @description A quantile of the residuals. */
        Quantile: {
            /** @description Share of the residuals that are at most this large, 0 to 1. */
            share: number;
            /** @description The residual, in the units of the targets; null if it is not finite. */
            residual: number | null;
        };
        /** @description The data of a reproduction. */
        ReproducedData: {
            /** @description The data set, as the recorded spec names it. */
            source: string;
        };
        /** @description The samples of a batch. */
        BatchData: {
            /** @description A data set: dataset:<id> of an upload, or the name of a built-in one. */
            source: string;
            /** @description Parameters of a generator. Default: {}. */
            params?: {
                [key: string]: unknown;
            };
            /** @description Part of a data set that has two. Default: "train". */
            part?: components["schemas"]["StoredPart"];
        };
        /** @description A retraining. */
        RetrainRequest: {
            /** @description newest for the newest version of the data set, to which rows were appended; or dataset:<id> of another one, or the name of a built-in one. The recorded one when left out. */
            source?: string | null;
            /** @description RFC 7386 merge patch on the recorded spec. */
            patch?: components["schemas"]["MergePatch"] | null;
            /** @description Alias that is moved to the new version at the end; none when left out. */
            promote?: components["schemas"]["Promote"] | null;
            /** @description Name the new model is registered under; that of the model when left out. */
            name?: string | null;
            /** @description As of a job. Default: 0. */
            priority?: number;
            /** @description URLs that get signed notices of changes of the job's state. Default: []. */
            notify?: components["schemas"]["Notify"][];
        };
        /** @description A data set before it is loaded. */
        DatasetOut: {
            /** @description Value of `data.source` in a spec. */
            source: string;
            /** @description Its title, for people. */
            title: string;
            /**
             * @description Whether it comes with the service, or was uploaded.
             * @enum {string}
             */
            kind: "built-in" | "upload";
            /** @description Whether the first use downloads the data. */
            downloads: boolean;
            /**
             * @description Whether the data are samples or the steps of one series or text.
             * @enum {string}
             */
            axis: "sample" | "time";
            /** @description Samples (or steps) in the training part, before any split. */
            n_train: number;
            /** @description Samples in the set's own test part; 0 if it has none. */
            n_test: number;
            /** @description Whether a network is trained on new samples in every epoch, as many as `training.samples_per_epoch`. */
            endless: boolean;
            /** @description Shape of one raw input; null for an axis of variable size. */
            input_shape: (number | null)[];
            /** @description NumPy type name; "str" for text, "object" for rows of numbers and text. */
            input_dtype: string;
            /** @description Type of one raw target; null without targets. */
            target_dtype: string | null;
            /** @description Class labels; null if targets are not classes. */
            labels: (number | string)[] | null;
            /** @description Names of the input columns; null if they have no names. */
            columns: string[] | null;
            /** @description JSON Schema of `data.params`, the parameters of a generator with defaults. */
            params: components["schemas"]["JsonSchema"];
            /** @description The uploaded file; null for a built-in set. */
            upload: components["schemas"]["UploadOut"] | null;
        };
        /** @description A job: a spec, or a recipe with a patch. */
        JobRequest: {
            /** @description The job spec. */
            spec?: components["schemas"]["JobSpec"] | null;
            /** @description Id of a recipe of the catalog, instead of a spec. */
            recipe?: string | null;
            /** @description RFC 7386 merge patch on the spec, or that of the recipe. */
            patch?: components["schemas"]["MergePatch"] | null;
            /** @description Name the model is registered under; the recipe's id, or one made from the job's, when left out. */
            name?: string | null;
            /** @description Jobs of a higher priority are started first; above 0 only with the scope admin. Default: 0. */
            priority?: number;
            /** @description URLs that get signed notices of changes of the job's state. Default: []. */
            notify?: components["schemas"]["Notify"][];
        };
        /** @description A job, and which of its training images to augment. */
        AugmentationPreviewRequest: {
            /** @description The job spec. */
            spec?: components["schemas"]["JobSpec"] | null;
            /** @description Id of a recipe of the catalog, instead of a spec. */
            recipe?: string | null;
            /** @description RFC 7386 merge patch on the spec, or that of the recipe. */
            patch?: components["schemas"]["MergePatch"] | null;
            /** @description Name the model is registered under; the recipe's id, or one made from the job's, when left out. */
            name?: string | null;
            /** @description Jobs of a higher priority are started first; above 0 only with the scope admin. Default: 0. */
            priority?: number;
            /** @description URLs that get signed notices of changes of the job's state. Default: []. */
            notify?: components["schemas"]["Notify"][];
            /** @description Index of the image in the training part, from 0. Default: 0. */
            index?: number;
            /** @description Number of augmented images. Default: 15. */
            count?: number;
        };
        /** @description A job, and which of its prepared samples to show. */
        PreparedSamplesRequest: {
            /** @description The job spec. */
            spec?: components["schemas"]["JobSpec"] | null;
            /** @description Id of a recipe of the catalog, instead of a spec. */
            recipe?: string | null;
            /** @description RFC 7386 merge patch on the spec, or that of the recipe. */
            patch?: components["schemas"]["MergePatch"] | null;
            /** @description Name the model is registered under; the recipe's id, or one made from the job's, when left out. */
            name?: string | null;
            /** @description Jobs of a higher priority are started first; above 0 only with the scope admin. Default: 0. */
            priority?: number;
            /** @description URLs that get signed notices of changes of the job's state. Default: []. */
            notify?: components["schemas"]["Notify"][];
            /** @description The part; with a fold, train or test are those of the fold. Default: "train". */
            part?: components["schemas"]["JobPart"];
            /** @description Index of the first sample in the part, from 0. Default: 0. */
            from?: number;
            /** @description Number of samples, at most. Default: 5. */
            n_samples?: number;
            /** @description Index of a fold, from 0, for tasks with folds. */
            fold?: number | null;
            /** @description Whether the samples are taken at equal distances from all of the part, as data may be in order of its classes. Default: false. */
            spread?: boolean;
            /** @description Whether images of files are sent whole, as a prediction takes them, instead of reduced to 128 pixels; in `raw`, as data URLs. Default: false. */
            full_images?: boolean;
        };
        /** @description A sweep: a spec, or a recipe with a patch; and a patch for each job. */
        SweepRequest: {
            /** @description The job spec. */
            spec?: components["schemas"]["JobSpec"] | null;
            /** @description Id of a recipe of the catalog, instead of a spec. */
            recipe?: string | null;
            /** @description RFC 7386 merge patch on the spec, or that of the recipe. */
            patch?: components["schemas"]["MergePatch"] | null;
            /** @description Name the model is registered under; the recipe's id, or one made from the job's, when left out. */
            name?: string | null;
            /** @description Jobs of a higher priority are started first; above 0 only with the scope admin. Default: 0. */
            priority?: number;
            /** @description URLs that get signed notices of changes of the job's state. Default: []. */
            notify?: components["schemas"]["Notify"][];
            /** @description Merge patches by the names of the jobs; the recipe's own when left out. */
            sweep?: {
                [key: string]: components["schemas"]["MergePatch"];
            } | null;
        };
        /** @description A preprocessing step with what it has learned from the training part. */
        FittedStepOut: {
            /** @description The step with its fields, as in a spec. */
            spec: components["schemas"]["Step"];
            /** @description What it has learned, by name, such as the mean and the deviation of each column; empty for most steps. */
            state: {
                [key: string]: components["schemas"]["RawValue"];
            };
        };
        /** @description The validation part: the last training samples (before any shuffle, as in Keras), or the test part. */
        Validation: {
            /** @description Share of the training samples, the last ones. */
            split?: number | null;
            /** @description Validate on the test part of the data set instead. */
            part?: "test" | null;
        };
        /** @description A change of the state of a job. */
        StateData: {
            /** @description The new state; `succeeded`, `failed` and `cancelled` are final. */
            state: components["schemas"]["JobState"];
            /** @description Host and process id of the worker that runs the job; only of `running`. */
            worker?: string;
            /** @description Why a job was queued again, or ended before it was paused; only of `queued` and `paused`. */
            reason?: string;
            /** @description Why the job failed; only of `failed`. */
            error?: string;
        };
        /** @description Status of the process and of what it depends on. */
        HealthOut: {
            /** @description Whether all that it depends on is available. */
            status: components["schemas"]["HealthStatus"];
            /** @description `ok`, or what is wrong, by the name of what was checked; empty for the check of the process alone. */
            checks: {
                [key: string]: string;
            };
        };
        /** @description Status of the process, of what it depends on, and of the workers. */
        ReadinessOut: {
            /** @description Whether all that it depends on is available. */
            status: components["schemas"]["HealthStatus"];
            /** @description `ok`, or what is wrong, by the name of what was checked; empty for the check of the process alone. */
            checks: {
                [key: string]: string;
            };
            /** @description Number of workers that can take jobs now, by queue. */
            workers: {
                [key: string]: number;
            };
            /** @description Free bytes on the disk of `files`, of `cache`, and of a `database` that is a file. */
            free_bytes: {
                [key: string]: number;
            };
        };
        /** @description Append an axis of size 1, for example to turn grey images of shape (28, 28) into (28, 28, 1). */
        AddChannelStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "add_channel";
        };
        /** @description Number the labels from 0, in sorted order. */
        LabelEncodeStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "label_encode";
            /** @description The labels in the order of their ids; learned from the training part when left out. */
            classes?: components["schemas"]["ClassLabels"] | null;
        };
        /** @description Turn labels into rows with a 1 in the column of their class, columns in the order of the sorted labels. */
        OneHotStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "one_hot";
            /** @description The labels in the order of their ids; learned from the training part when left out. */
            classes?: components["schemas"]["ClassLabels"] | null;
        };
        /** @description Scale each column to mean 0 and standard deviation 1 in the training part. */
        StandardizeStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "standardize";
            /** @description Columns by name, or by index from 0; all when left out. */
            columns?: components["schemas"]["Column"][] | null;
        };
        /** @description Divide every value by one number, for example pixels by 255. */
        DivideStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "divide";
            /** @description Columns by name, or by index from 0; all when left out. */
            columns?: components["schemas"]["Column"][] | null;
            /** @description The divisor, not 0. */
            by: number;
        };
        /** @description Replace columns of categories by one column for each category, after the other columns. */
        EncodeCategoriesStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "encode_categories";
            /** @description Columns of categories, by name or by index from 0. */
            columns: components["schemas"]["Column"][];
            /** @description Categories of each of those columns, in the order of the new columns; learned, and sorted, when left out. */
            categories?: (number[] | number[] | string[])[] | null;
            /**
             * @description An unknown category is an error, or is encoded as zeros. Default: "error".
             * @enum {string}
             */
            unknown?: "error" | "ignore";
        };
        /** @description Map the range `from` linearly to the range `to`, for example pixels from [0, 255] to [0, 1]. */
        ScaleStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "scale";
            /** @description Columns by name, or by index from 0; all when left out. */
            columns?: components["schemas"]["Column"][] | null;
            /** @description Lower and upper end. Default: [0.0, 255.0]. */
            from?: [
                number,
                number
            ];
            /** @description Lower and upper end. Default: [0.0, 1.0]. */
            to?: [
                number,
                number
            ];
        };
        /** @description Set every value below `low` to `low`, and every value above `high` to `high`. */
        ClipStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "clip";
            /** @description Columns by name, or by index from 0; all when left out. */
            columns?: components["schemas"]["Column"][] | null;
            /** @description Lower end; none when left out. */
            low?: number | null;
            /** @description Upper end; none when left out. */
            high?: number | null;
        };
        /** @description Take the natural logarithm of every value, after adding a fixed number. */
        LogStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "log";
            /** @description Columns by name, or by index from 0; all when left out. */
            columns?: components["schemas"]["Column"][] | null;
            /** @description Added to every value before the logarithm is taken; 1 for counts that may be 0. Default: 0.0. */
            offset?: number;
        };
        /**
         * @description Replace columns of dates by their parts, after the other columns.
         *
         *     Dates are text such as 2024-03-01 or 2024-03-01T12:00:00 (ISO 8601). The parts of a missing date are missing too.
         */
        DatePartsStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "date_parts";
            /**
             * @description Columns of dates, by name or by index from 0.
             * @example [
             *       0
             *     ]
             */
            columns: components["schemas"]["Column"][];
            /** @description Parts of each date, in the order of the new columns. Default: ["year", "month", "weekday"]. */
            parts?: components["schemas"]["PartOfDate"][];
            /** @description Give parts that begin again, such as month and hour, as sine and cosine. Default: false. */
            cyclic?: boolean;
        };
        /**
         * @description Replace columns of text by `size` columns each for words of the training part, after the other columns.
         *
         *     TF-IDF by default, as scikit-learn's TfidfVectorizer computes it. Columns beyond a smaller vocabulary are 0; new words are passed over.
         */
        BagOfWordsStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "bag_of_words";
            /**
             * @description Columns of text, by name or by index from 0.
             * @example [
             *       0
             *     ]
             */
            columns: components["schemas"]["Column"][];
            /** @description Columns of a vocabulary: the words in most texts. Default: 500. */
            size?: number;
            /** @description Fewest texts of the training part that a word must be in. Default: 1. */
            min_texts?: number;
            /**
             * @description TF-IDF, or how often each word is in the text. Default: "tf_idf".
             * @enum {string}
             */
            weights?: "tf_idf" | "counts";
            /** @description Convert texts to lower case first. Default: true. */
            lower?: boolean;
        };
        /** @description Replace NaN and None by a value learned from the training part, one for each column; of series also by those of the steps beside them. */
        ImputeStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "impute";
            /** @description Columns to fill, by name or by index from 0; all when left out. */
            columns?: components["schemas"]["Column"][] | null;
            /**
             * @description How the fill value of a column is computed; of equally frequent values, the smallest. Mean and median take columns of numbers. For series, before the window: interpolate on the line between the steps beside a gap, forward by the step before it; at an end by the nearest step. Default: "mean".
             * @enum {string}
             */
            strategy?: "mean" | "median" | "most_frequent" | "constant" | "interpolate" | "forward";
            /** @description The fill value of the strategy constant. */
            fill?: number | string | null;
        };
        /** @description Map each column's range in the training part to a fixed range. Later data may be outside it. */
        MinMaxStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "min_max";
            /** @description Columns by name, or by index from 0; all when left out. */
            columns?: components["schemas"]["Column"][] | null;
            /** @description Range of each column of the training part after scaling. Default: [0.0, 1.0]. */
            to?: [
                number,
                number
            ];
        };
        /** @description Replace columns by all their products up to a degree, in scikit-learn's order: 1, a, b, a², ab, b², and so on. */
        PolynomialFeaturesStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "polynomial_features";
            /** @description Most factors in a product. Default: 2. */
            degree?: number;
            /** @description Leave out products that contain a column twice. Default: false. */
            interaction_only?: boolean;
            /** @description Begin with a column of ones. Default: true. */
            include_bias?: boolean;
        };
        /** @description Convert every value to another number type. */
        CastStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "cast";
            /**
             * @description Type of the output values. Default: "float32".
             * @enum {string}
             */
            dtype?: "float32" | "float64" | "int32" | "int64";
        };
        /**
         * @description Turn rows into their coordinates along the directions in which the training part varies most.
         *
         *     The inverse gives the nearest rows in the span of the components; with all components, the rows themselves. Each
         *     component's entry of largest absolute value is positive, as in scikit-learn.
         */
        PcaStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "pca";
            /** @description Number of components kept. */
            n_components: number;
            /** @description Scale every component to variance 1. Default: false. */
            whiten?: boolean;
        };
        /** @description Divide each sample by its norm over all of its values; samples of zeros are unchanged. */
        NormalizeStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "normalize";
            /**
             * @description The norm: the sum of absolute values, the root of the sum of squares, or the largest absolute value. Default: "l2".
             * @enum {string}
             */
            norm?: "l1" | "l2" | "max";
        };
        /** @description Give each sample another shape of the same number of values. */
        ReshapeStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "reshape";
            /** @description New shape of one sample. */
            shape: number[];
        };
        /** @description What a step has made of a sample. */
        StageOut: {
            /** @description Name of the step. */
            step: string;
            /** @description Shape of the value; that of a series has its time steps first, and windows stand before them. */
            shape: number[];
            /** @description NumPy type of the value. */
            dtype: string;
            /** @description The value; a number that overflows is null. */
            value: components["schemas"]["RawValue"];
        };
        /**
         * @description Convert every image to one size, number of channels, and shades from 0 to 255; decoded arrays of that form pass unchanged.
         *
         *     In arrays of floats 1 is white, in those of unsigned numbers of 16 bits 65,535, in others 255; that of the training part also
         *     holds for predictions.
         *     With `center`, the image is laid out like MNIST's digits: the part that is not black is scaled, and its center of mass is
         *     placed at the centre of the image. Before that, `negative` inverts dark ink on light paper, and `threshold` makes the
         *     background black. All three also apply to arrays of the right size.
         */
        ImageStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "image";
            /** @description Height and width of the output, in pixels. */
            size: [
                number,
                number
            ];
            /**
             * @description One channel (shape height x width), or three (height x width x 3). Default: "grey".
             * @enum {string}
             */
            mode?: "grey" | "rgb";
            /** @description Lay the ink out as in MNIST; grey images only, white on black. Default: false. */
            center?: boolean;
            /**
             * @description Invert the shades: always, or (auto) if the background is light, so that ink is white on black; grey images only. Default: "never".
             * @enum {string}
             */
            negative?: "never" | "auto" | "always";
            /** @description Make pixels up to this shade black and stretch the others until their mean is white; otsu evens the light, and finds the shade that separates ink from background in each image; 0 leaves all pixels unchanged. Grey images only. Default: 0. */
            threshold?: number | "otsu";
        };
        /**
         * @description Cut a series into overlapping windows; the target of a window is the values right after it.
         *
         *     Steps of a series are rows of shape (features,), or single numbers such as the ids of letters.
         */
        WindowStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "window";
            /** @description Steps in one window. */
            size: number;
            /** @description Steps from the start of one window to the start of the next. Default: 1. */
            stride?: number;
            /** @description Steps after a window to predict. Default: 1. */
            horizon?: number;
            /** @description The last training samples are left out, so that the number of samples is a multiple of this. Default: 1. */
            multiple?: number;
        };
        /**
         * @description Make numbers of all columns of a mixed table, each by what it holds, and record the choices as `chosen_`.
         *
         *     Gaps get the median, numbers are standardized, categories encoded, dates taken apart, words counted, identifiers left out.
         */
        TabularStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "tabular";
            /** @description Treatments of columns by name, or by index from 0 as text; others are chosen. */
            treatments?: {
                [key: string]: components["schemas"]["Treatment"];
            };
        };
        /**
         * @description Split a text into words and punctuation marks, and replace each by its index in a sorted vocabulary.
         *
         *     Source: chapter Keras part 2, section on generating text.
         */
        WordsStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "words";
            /** @description Symbol that replaces words outside the vocabulary. Default: "<unk>". */
            unknown?: string;
            /** @description Single ids (int32), or rows with a 1 in the column of the id (float32). Default: "ids". */
            output?: components["schemas"]["SymbolOutput"];
            /** @description Size of the vocabulary with the marker; of equally frequent words, the first in the text. All words when left out. */
            size?: number | null;
        };
        /** @description Replace each character by its index in the vocabulary. */
        LettersStep: {
            /**
             * @description Tells this form from others. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            step: "letters";
            /** @description Symbol that replaces characters outside the vocabulary; these are refused when left out. */
            unknown?: string | null;
            /** @description Single ids (int32), or rows with a 1 in the column of the id (float32). Default: "ids". */
            output?: components["schemas"]["SymbolOutput"];
            /** @description The characters in the order of their ids; learned, and sorted, when left out. */
            vocabulary?: string[] | null;
            /** @description Convert the text to lower case first. Default: false. */
            lower?: boolean;
            /** @description Replace each newline by a space, then, in one pass, each two spaces by one. Default: false. */
            clean?: boolean;
        };
        /** @description A page of sweeps, newest first. */
        SweepPage: {
            /** @description The sweeps. */
            sweeps: components["schemas"]["SweepSummaryOut"][];
            /** @description Give it as ?cursor= for the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description A letter or word, and its number of occurrences. */
        SymbolCountOut: {
            /** @description The letter, word or punctuation mark. */
            symbol: string;
            /** @description Number of its occurrences. */
            count: number;
        };
        /** @description The end of a text that is complete. A stream that ends without it was cut off. */
        TextEndData: {
            /** @description Number of letters or words of the text. */
            symbols: number;
        };
        /** @description What is written on a thing; a field that is left out stays as it is. */
        AnnotationsRequest: {
            /** @description All its tags: small letters, digits and . _ : / -, at most 40 characters each; null for none. */
            tags?: components["schemas"]["Tag"][] | null;
            /** @description A text for people; null for none. */
            note?: string | null;
        };
        /** @description The target of one output of a network. */
        TargetChoice: {
            /** @description Column of an upload, or its array; left out for a built-in data set. */
            target?: components["schemas"]["Column"] | null;
        };
        /** @description Where the samples come from. */
        DataSpec: {
            /** @description Target column (or array) of an upload; no targets when left out. */
            target?: components["schemas"]["Column"] | null;
            /** @description Input columns (or the one input array) of an upload; all other columns when left out. */
            features?: components["schemas"]["Column"][] | null;
            /** @description Whether an upload is one or several series, its rows steps in time order. Default: false. */
            series?: boolean;
            /** @description Several target columns, of numbers; of a series the columns to predict, the features themselves when left out. */
            target_columns?: components["schemas"]["Column"][] | null;
            /** @description Text between the labels of a text target that lists any number of them for each row, such as ; (an empty cell has none). */
            target_separator?: string | null;
            /** @description Column of an upload with the group of each sample, for folds that keep groups together; for series, the series of each row. */
            groups?: components["schemas"]["Column"] | null;
            /** @description Leave out samples without a target; otherwise they are a fault. Default: false. */
            drop_missing_target?: boolean;
            /** @description Names of classes by label, such as {"9": "ankle boot"}. */
            labels?: {
                [key: string]: string;
            } | null;
            /** @description Take whole numbers for class labels, at most 100; for a classifier true by itself. */
            target_as_classes?: boolean | null;
            /** @description Column of dates or numbers by which the rows of series are sorted; their own order when left out. */
            time?: components["schemas"]["Column"] | null;
            /** @description Time zone of the stamps, such as Europe/Berlin; local time as it stands when left out. */
            time_zone?: string | null;
            /** @description Steps of series that are missing: refuse, the default beside time; fill: between the steps beside them; split: cut the series there; keep: take the steps as they follow. */
            on_gap?: ("refuse" | "fill" | "split" | "keep") | null;
            /** @description Rows of one series with the same stamp: refuse, the default beside time; use the last, their mean, or keep all as steps. */
            on_double?: ("refuse" | "last" | "mean" | "keep") | null;
            /** @description Name of a built-in data set or generator, or dataset:<id> for an upload. */
            source: string;
            /** @description Parameters of a generator. */
            params?: {
                [key: string]: unknown;
            };
            /** @description Use the preprocessed inputs as targets: an autoencoder. Default: false. */
            reconstruct?: boolean;
            /** @description Data of each input of a functional model, by the name of the input node; required for several inputs. */
            inputs?: {
                [key: string]: components["schemas"]["InputChoice"];
            } | null;
            /** @description Target of each output of a functional model, by the name of the output; required for several outputs. */
            targets?: {
                [key: string]: components["schemas"]["TargetChoice"];
            } | null;
            /** @description Share of the training part that is used; in a search only by the trials, not by the final fit. */
            subset?: number | null;
            /** @description Steps of a season of series, with whose repetition forecasts are compared. */
            period?: number | null;
            /** @description How the test part is split off; left out where the data set has one. */
            split?: components["schemas"]["Split"] | null;
        };
        /** @description A distribution at one temperature. */
        DistributionOut: {
            /** @description The temperature. */
            temperature: number;
            /** @description Probabilities that sum to 1, in the form of the given ones. */
            probabilities: number[] | {
                [key: string]: number;
            };
        };
        /** @description Split a test part off a data set that has none. */
        Split: {
            /** @description Share of the samples in the test part. Default: 0.25. */
            test?: number;
            /** @description Draw the test part at random; otherwise it is the last samples, as always for series. When left out true, for series false. */
            shuffle?: boolean;
            /** @description Keep the classes' shares equal in both parts. Default: false. */
            stratify?: boolean;
            /** @description Numbers of samples that the data set had before it has grown, in order: the samples up to each are split as they were then, so that none changes its part. Written by a retraining on a grown data set; without effect on series, which are cut by time. */
            earlier_sizes?: number[] | null;
        };
        /** @description The next piece of the text: a letter, or a word with the space before it. */
        TextSymbolData: {
            /** @description The piece, to be appended to the text so far. */
            text: string;
        };
        /** @description A variant of a recipe. */
        VariantOut: {
            /** @description Its difference from the recipe. */
            title: string;
            /** @description Merge patch to submit with the recipe. */
            patch: components["schemas"]["MergePatch"];
            /** @description Figures that the book reports for the variant, by name. */
            reported: {
                [key: string]: components["schemas"]["Figure"];
            };
            /** @description What the newest full run measured of it; null for a variant that it did not know. */
            measured: components["schemas"]["MeasuredForm"] | null;
        };
        /** @description A stream token. */
        StreamTokenOut: {
            /** @description Give it as ?token= to GET /v1/jobs/{job_id}/events. */
            token: string;
            /**
             * Format: date-time
             * @description When it expires; until then it can be used again.
             */
            expires_at: string;
        };
        /** @description A kind of problem. */
        ProblemTypeOut: {
            /** @description `type` of its problem documents: the path of its page. */
            type: string;
            /** @description Its name, the end of the path. */
            slug: string;
            /** @description HTTP status of its responses. */
            status: number;
            /** @description Short name of the kind. */
            title: string;
            /** @description When it is reported. */
            cause: string;
            /** @description What the caller, or an administrator, can do. */
            cure: string;
            /** @description A problem document of this kind. */
            example: components["schemas"]["Problem"];
        };
        /** @description An error as an RFC 9457 problem. */
        Problem: {
            /** @description Kind of problem: the path of a page with its cause and cure, such as /problems/no-such-model. */
            type: string;
            /** @description Short name of the kind. */
            title: string;
            /** @description HTTP status of the response. */
            status: number;
            /** @description What was expected, what came, and what settles it. */
            detail: string;
            /** @description Faults of the request, each with its position; empty if no part of the request is at fault. */
            errors: components["schemas"]["FaultOut"][];
            /** @description Id of the request, also in the header X-Request-ID and in the log of the server. */
            request_id: string;
        };
        /** @description A URL that gets notices of changes of the job's state. */
        Notify: {
            /** @description URL that is posted to, of a host that the operator allows. */
            url: string;
            /** @description Which changes; the ends when left out. Default: ["job.succeeded", "job.failed", "job.cancelled"]. */
            events?: components["schemas"]["NoticeName"][];
        };
        /** @description A value and the number of its occurrences. */
        CountOut: {
            /** @description The value, or the name of a class folder. */
            value: number | string;
            /** @description Number of its occurrences. */
            count: number;
        };
        /** @description A sample, reconstructed by an autoencoder. */
        ReconstructionPrediction: {
            /** @description The sample, in the units of the raw data. */
            value: number | string | unknown[] | null;
            /** @description Mean squared error, in prepared units; left out by the method predict. */
            error?: number | null;
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description The value of a sample, or the values of its windows, in the units of the targets. */
        ValuePrediction: {
            /** @description A number, text, or nested lists of them; several target columns by name; null for a value that is not finite. */
            value: number | string | unknown[] | {
                [key: string]: number | null;
            } | null;
            /** @description Why a number is null: it is not finite. Left out where all are. */
            reason?: string;
        };
        /** @description What the newest full run measured of a recipe or a variant. */
        MeasuredForm: {
            /** @description Result of all figures together; `not_reported` where the book has none, `not_run` and `failed` with a reason. */
            verdict: components["schemas"]["Verdict"];
            /** @description Why it was not run, or failed; else empty. */
            reason: string;
            /** @description Seeds of its runs: that of the recipe, and others where a figure differs. Empty if it was not run. */
            seeds: number[];
            /** @description Seconds of the job; null if it was not run. */
            seconds: number | null;
            /** @description Seconds that it was estimated to take on that machine. */
            estimated_seconds: number;
            /** @description Day on which it was run; null if it was not. */
            date: string | null;
            /** @description The machine, in words. */
            machine: string;
            /** @description The reported figures. */
            figures: components["schemas"]["MeasuredFigure"][];
            /** @description Other measured figures, by name. */
            metrics: {
                [key: string]: components["schemas"]["Figure"];
            };
        };
        /** @description Where an alias is moved. */
        AliasRequest: {
            /** @description Number of the version that it will mean. */
            version: number;
            /** @description Number of the version that it means now; null if there is no such alias. */
            expected: number | null;
        };
        /** @description Everything that determines a reproduction: the spec that is trained again is recorded with the model. */
        ReproduceSpec: {
            /** @description Version of the form of the spec; may be left out, and is written by the server. Default: 3. */
            version?: components["schemas"]["SpecVersion"];
            /**
             * @description Tells this form from others. Default: "reproduce".
             * @constant
             */
            task?: "reproduce";
            /** @description The model version. */
            model: string;
            /** @description The data that the model was trained on. */
            data: components["schemas"]["ReproducedData"];
            /** @description What the job may use; as the recorded spec says. */
            resources?: components["schemas"]["Resources"];
        };
        /** @description Everything that determines an imported network. */
        ImportSpec: {
            /** @description Version of the form of the spec; may be left out, and is written by the server. Default: 3. */
            version?: components["schemas"]["SpecVersion"];
            /**
             * @description Tells this form from others. Default: "import".
             * @constant
             */
            task?: "import";
            /** @description Seed of the inputs of the golden examples. Default: 42. */
            seed?: number;
            /** @description The layers. */
            model: components["schemas"]["NetworkSpec"];
            /** @description Shape of one sample that the network takes. */
            input_shape: number[];
            /** @description Class labels, in the order of the outputs. */
            labels?: (number[] | string[]) | null;
            /** @description Key of the file with the weights. */
            weights: string;
            /** @description What the job may use. */
            resources?: components["schemas"]["Resources"];
        };
        /** @description Everything that determines a training run. */
        JobSpec: {
            /** @description Version of the form of the spec; may be left out, and is written by the server. Default: 3. */
            version?: components["schemas"]["SpecVersion"];
            /**
             * @description What the job does. Default: "train".
             * @enum {string}
             */
            task?: "train" | "transform" | "cross_validate" | "search";
            /** @description Seed of every random draw. Default: 42. */
            seed?: number;
            /** @description Registered network of the same architecture that training continues from, such as digits@3; or an object that says which of its layers are changed or not trained. */
            start_from?: (string | components["schemas"]["StartFrom"]) | null;
            /** @description Registered network to share layers with: they start with its weights, and a new version of it gets the trained ones. */
            share_layers_with?: components["schemas"]["ShareLayers"] | null;
            /** @description Checkpoint of a job of the same spec that is evaluated and registered instead of training. */
            from_checkpoint?: components["schemas"]["CheckpointRef"] | null;
            data: components["schemas"]["DataSpec"];
            /** @description Steps before and after the model. */
            preprocessing?: components["schemas"]["Preprocessing"];
            /** @description The model that is trained; left out where it follows from start_from. */
            model?: components["schemas"]["ModelSpec"];
            /** @description How a network is fitted; left out for scikit-learn models. */
            training?: components["schemas"]["Training"] | null;
            artifact?: components["schemas"]["ArtifactOptions"];
            /** @description What the job may use. */
            resources?: components["schemas"]["Resources"];
            /** @description Folds and score of the task cross_validate. */
            cross_validation?: components["schemas"]["CrossValidation"] | null;
            /** @description Candidates, folds and score of the task search. */
            search?: components["schemas"]["SearchSpec"] | null;
        };
        /** @description All versions of a model, newest first. */
        VersionsOut: {
            /** @description The versions, newest first. */
            versions: components["schemas"]["ModelOut"][];
        };
        /** @description Something in a file that was passed over. */
        Skipped: {
            /** @description What was passed over. */
            what: string;
            /** @description How often. */
            count: number;
            /** @description Line of the first, from 1. */
            first_line?: number | null;
            /** @description Names of the first of them, where they have names. */
            names?: string[];
        };
        /** @description The workers. */
        WorkersOut: {
            /** @description The workers by name; one that no longer reports is listed for 10 minutes. */
            workers: components["schemas"]["WorkerOut"][];
        };
        /** @description A grid over two features, and the method to evaluate on it. */
        SurfaceSpec: {
            /** @description The feature along each row of the grid. */
            x: components["schemas"]["Axis"];
            /** @description The feature from row to row. */
            y: components["schemas"]["Axis"];
            /** @description Values of the other features, by index or column name; or a whole row, whose values at the axes are ignored. */
            fixed?: {
                [key: string]: number;
            } | number[] | null;
            /** @description Method to evaluate; by default predict, or transform for a transformer. */
            method?: components["schemas"]["Method"] | null;
            /** @description Lowest and highest value, to which others are clipped; not for labels and clusters. */
            clamp?: [
                number,
                number
            ] | null;
        };
    };
    responses: {
        /** @description No key; Key not valid */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Scope missing; the key needs the scope read */
        Forbidden: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter */
        UnprocessableEntity: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable */
        ServiceUnavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description An error that any request can give */
        AnyError: {
            headers: {
                Allow: components["headers"]["Allow"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid parameter */
        UnprocessableEntityOfGetRecipe: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Malformed body; Malformed request; Unknown host */
        BadRequest: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Foreign origin; Scope missing; the key needs the scope train */
        ForbiddenOfUploadDataset: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Body too large */
        RequestEntityTooLarge: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unsupported content type */
        UnsupportedMediaType: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid file */
        UnprocessableEntityOfUploadDataset: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests; Limit reached */
        TooManyRequestsOfUploadDataset: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No room on the disk */
        InsufficientStorage: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such data set */
        NotFound: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid parameter; Invalid body */
        UnprocessableEntityOfAnnotateDataset: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Still needed */
        Conflict: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid parameter; Unusable data */
        UnprocessableEntityOfPlotDataset: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable; Data unreachable; Plot not ready */
        ServiceUnavailableOfPlotDataset: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such data set; No such plot */
        NotFoundOfGetDatasetPlotSvg: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable; Data unreachable */
        ServiceUnavailableOfPreviewDataset: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid parameter; Invalid file */
        UnprocessableEntityOfRereadDataset: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No key; Key not valid */
        UnauthorizedOfBeginUpload: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Foreign origin; Scope missing; the key needs the scope train */
        ForbiddenOfBeginUpload: {
            headers: {
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Other version of tus */
        PreconditionFailed: {
            headers: {
                "Tus-Version": components["headers"]["Tus-Version"];
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Body too large */
        RequestEntityTooLargeOfBeginUpload: {
            headers: {
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid parameter; Invalid file */
        UnprocessableEntityOfBeginUpload: {
            headers: {
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests; Limit reached */
        TooManyRequestsOfBeginUpload: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable */
        ServiceUnavailableOfBeginUpload: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No room on the disk */
        InsufficientStorageOfBeginUpload: {
            headers: {
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description An error that any request can give */
        AnyErrorOfBeginUpload: {
            headers: {
                Allow: components["headers"]["Allow"];
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such upload */
        NotFoundOfGetUpload: {
            headers: {
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid parameter */
        UnprocessableEntityOfGetUpload: {
            headers: {
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests */
        TooManyRequestsOfGetUpload: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Tus-Resumable": components["headers"]["Tus-Resumable"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid job spec */
        UnprocessableEntityOfCheckSpec: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much work */
        ServiceUnavailableOfGetSpecSchema: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Foreign origin; Scope missing; Priority not allowed; the key needs the scope train */
        ForbiddenOfSubmitJob: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Idempotency key used before */
        ConflictOfSubmitJob: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid parameter; Invalid job spec */
        UnprocessableEntityOfSubmitJob: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such job */
        NotFoundOfGetJob: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Still needed; Job has not ended */
        ConflictOfDeleteJob: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Job not running */
        ConflictOfCancelJob: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable; Plot not ready; Model unavailable */
        ServiceUnavailableOfListJobPlots: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such job; No such plot */
        NotFoundOfGetJobPlotSvg: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Malformed range; Malformed request; Unknown host */
        BadRequestOfDownloadCheckpoint: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such checkpoint; No such job */
        NotFoundOfDownloadCheckpoint: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Range not satisfiable */
        RequestedRangeNotSatisfiable: {
            headers: {
                "Content-Range": components["headers"]["Content-Range"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such sweep */
        NotFoundOfGetSweep: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable; Plot not ready */
        ServiceUnavailableOfListSweepPlots: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such sweep; No such plot */
        NotFoundOfGetSweepPlotSvg: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such model */
        NotFoundOfGetModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such model; No such alias */
        NotFoundOfDeleteAlias: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such model; No such plot */
        NotFoundOfGetModelPlotSvg: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable; Model unavailable */
        ServiceUnavailableOfGetModelSchema: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such model; No such form of the model */
        NotFoundOfDownloadWeights: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such model; No such evaluation; No such plot */
        NotFoundOfDrawConfusion: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not acceptable */
        NotAcceptable: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Foreign origin; Scope missing; the key needs the scope predict */
        ForbiddenOfPredictInputs: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid parameter; Invalid inputs */
        UnprocessableEntityOfPredictInputs: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable; Model unavailable; Plot not ready */
        ServiceUnavailableOfPredictInputs: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Deadline passed */
        GatewayTimeout: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such model; No such session */
        NotFoundOfGetSession: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter; Invalid body */
        UnprocessableEntityOfApplyTemperature: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Malformed body; Malformed request; Unknown host */
        BadRequestOfInferModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No key; Key not valid */
        UnauthorizedOfInferModel: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description Foreign origin; Scope missing; the key needs the scope predict */
        ForbiddenOfInferModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description No such model */
        NotFoundOfInferModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description Body too large */
        RequestEntityTooLargeOfInferModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description Unsupported content type */
        UnsupportedMediaTypeOfInferModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description Unknown parameter; Invalid parameter; Invalid inputs */
        UnprocessableEntityOfInferModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description Too many requests */
        TooManyRequestsOfInferModel: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable; Model unavailable */
        ServiceUnavailableOfInferModel: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description Deadline passed */
        GatewayTimeoutOfInferModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description An error that any request can give */
        AnyErrorOfInferModel: {
            headers: {
                Allow: components["headers"]["Allow"];
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown parameter */
        UnprocessableEntityOfGetInferenceServer: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description Scope missing; the key needs the scope predict */
        ForbiddenOfGetInferenceModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description Unknown parameter; Invalid parameter */
        UnprocessableEntityOfGetInferenceModel: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InferenceError"];
            };
        };
        /** @description No such deletion */
        NotFoundOfGetDeletion: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Foreign origin */
        ForbiddenOfLogIn: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Scope missing; the key needs the scope admin */
        ForbiddenOfListKeys: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such key */
        NotFoundOfListKeys: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Foreign origin; Scope missing; the key needs the scope admin */
        ForbiddenOfCreateKey: {
            headers: {
                "Modelbook-Version": components["headers"]["Modelbook-Version"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description `next_cursor` of the previous page. */
        Cursor: string;
        /** @description Only those with this text in their name or note (of jobs also in the error), in small or capital letters. */
        Text: string;
        /** @description Only those with this tag; repeat it for those with all of several. */
        Tag: components["schemas"]["Tag"][];
        /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
        DatasetId: string;
        /** @description Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out. */
        DataParams: string;
        /** @description Remove the files at once, so that it cannot be undone. */
        Purge: boolean;
        /** @description Name of the plot, as the list has it. */
        Name: string;
        /** @description The training part before any split, or the data set's own test part. */
        Part: components["schemas"]["StoredPart"];
        /** @description Id of a resumable upload. */
        UploadId: string;
        /** @description Another owner, or * for every owner. */
        Owner: string;
        /** @description Makes a repeated submission return the result of the first one. */
        IdempotencyKey: string;
        /** @description Only jobs of this recipe. */
        Recipe: string;
        /** @description Only jobs whose model has this name. */
        NameOfListJobs: string;
        /** @description Only those that were made at this time or later, such as 2026-11-29T08:00:00Z. */
        CreatedFrom: string;
        /** @description Only those that were made before this time. */
        CreatedBefore: string;
        /** @description Delete the model versions that the jobs have registered, too. */
        WithModels: boolean;
        /** @description Id of a job. */
        JobId: string;
        /** @description Cancel what has not ended first, and wait until it has stopped. */
        Cancel: boolean;
        /** @description Points of a curve, at most; 2,000 when left out. */
        Points: number;
        /** @description Number of the first epoch. */
        From: number;
        /** @description Number of the last epoch. */
        To: number;
        /** @description Only the curve of this name, such as val_loss; repeat it for several. */
        Metric: string[];
        /** @description `next_cursor` of the previous page. */
        CursorOfListEvents: number;
        /** @description Epoch of the checkpoint, from 1. */
        Epoch: number;
        /** @description Name of a model; of another owner's model owner/name. */
        NameOfDownloadFile: string;
        /** @description Id of a sweep. */
        SweepId: string;
        /**
         * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
         * @example mnist-dense-784
         */
        Ref: string;
        /** @description The alias: small letters, digits and . _ -, not digits alone. */
        Alias: string;
        /** @description Name of the output; required if the model has several. */
        Output: string;
        /**
         * @description A model's name, or name@version.
         * @example fruit
         */
        RefOfPredictInputs: string;
        /** @description Which class probabilities each prediction has, if no method is named; all when left out. */
        Probabilities: components["schemas"]["ProbabilitiesName"];
        /** @description Method that gives the predictions, unless the body names it, as JSON and forms can; that of the model's kind when left out. */
        Method: components["schemas"]["Method"];
        /** @description For text models: handling of symbols outside the vocabulary; the marker if there is one, else refusal, when left out. */
        Unknown: components["schemas"]["Unknown"];
        /** @description What happens to columns of rows that the model does not know; refuse when left out. The target's own is always passed over. */
        Extra: "refuse" | "ignore";
        /** @description Significant digits of the floats of the answer; all when left out. */
        Precision: number;
        /** @description `wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out. */
        Prefer: string;
        /**
         * @description A model's name, or name@version.
         * @example mnist-dense-784
         */
        RefOfPredictImages: string;
        /**
         * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
         * @example fruit
         */
        RefOfDrawSurface: string;
        /** @description Significant digits of the floats of the answer; all when left out. */
        PrecisionOfDrawSurface: number;
        /**
         * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
         * @example mnist-vae
         */
        RefOfDrawSample: string;
        /**
         * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
         * @example sines0-lstm3-w3
         */
        RefOfForecastSeries: string;
        /**
         * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
         * @example rnn-stateful
         */
        RefOfOpenSession: string;
        /** @description Id of a session, as given when it was opened. */
        SessionId: string;
        /** @description Number of the version, from 1. */
        Version: string;
        /** @description Id of a deletion. */
        DeletionId: string;
        /** @description Only of this owner. */
        OwnerOfListKeys: string;
        /** @description Entries on a page. */
        Limit: number;
        /** @description Id of a key, not the key itself. */
        KeyId: string;
    };
    requestBodies: never;
    headers: {
        /** @description `bytes` if parts of the file can be asked for by Range. */
        "Accept-Ranges": string;
        /** @description The methods of the path, with status 405. */
        Allow: string;
        /** @description How long the response may be kept, and by whom. */
        "Cache-Control": string;
        /** @description Columns in which texts were taken in another form, such as without the blanks around them; percent-encoded, `*` for more. */
        "Cleaned-Columns": string;
        /** @description The bytes that are sent, and the size of the whole file. */
        "Content-Range": string;
        /** @description Name under which to save the file. */
        "Content-Disposition": string;
        /** @description Version of the body; give it as If-None-Match to get 304 while it is the same. */
        ETag: string;
        /** @description Columns that the model does not know, passed over for `extra=ignore`, percent-encoded. */
        "Ignored-Columns": string;
        /** @description When the file was written. */
        "Last-Modified": string;
        /** @description Path of what was created or begun. */
        Location: string;
        /** @description Version of the server, by which clients see whether they fit. */
        "Modelbook-Version": string;
        /** @description `wait` of the Prefer header, if it was given. */
        "Preference-Applied": string;
        /** @description The limit that is reached: r is what is left of it, t the seconds to wait. */
        RateLimit: string;
        /** @description The same limit: q in the unit qu, over w seconds. */
        "RateLimit-Policy": string;
        /** @description Seconds after which to try again. */
        "Retry-After": number;
        /** @description Milliseconds of `decode`, `queue`, `steps`, `model` and `encode`. */
        "Server-Timing": string;
        /** @description The session of the page: HttpOnly, SameSite=Strict, Secure behind https, below the path of the service. */
        "Set-Cookie": string;
        /** @description Version of the tus protocol: 1.0.0. */
        "Tus-Resumable": string;
        /** @description Versions of the tus protocol that are supported. */
        "Tus-Version": string;
        /** @description When the upload is deleted unless it is whole. */
        "Upload-Expires": string;
        /** @description Bytes of the whole file. */
        "Upload-Length": number;
        /** @description Bytes that have arrived. */
        "Upload-Offset": number;
        /** @description How to send a key. */
        "WWW-Authenticate": string;
        /** @description The version that has answered, such as digits@3. */
        "X-Model-Version": string;
        /** @description Id of the request, that of the caller or one made for it; also in the log of the server. */
        "X-Request-ID": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_recipes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The recipes, by id. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeSummary"][];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    get_recipe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a recipe, such as mnist-dense-784. */
                recipe_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A recipe of the catalog. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipeOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No such recipe */
            404: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    list_datasets: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Uploads on a page. */
                limit?: number;
                /** @description Whether to list the uploads that other owners share with yours, instead of its own. */
                shared?: boolean;
                /** @description Only those with this text in their name or note (of jobs also in the error), in small or capital letters. */
                text?: components["parameters"]["Text"];
                /** @description Only those with this tag; repeat it for those with all of several. */
                tag?: components["parameters"]["Tag"];
                /** @description Only uploads of this form. */
                form?: components["schemas"]["FormName"];
                /** @description Only uploads of the file with this SHA-256: the same file in its different readings. */
                sha256?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The built-in data sets and generators, by name, and a page of uploads, newest first. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetsOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    upload_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "weight,width,kind\n152,7.3,apple\n170,7.9,apple\n140,6.9,apple\n120,3.7,banana\n115,3.5,banana\n126,3.9,banana\n",
                 *       "name": "fruit",
                 *       "format": "csv"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            /** @description The same file was read in this way before */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description An uploaded data set. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfUploadDataset"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    get_dataset: {
        parameters: {
            query?: {
                /** @description Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out. */
                data_params?: components["parameters"]["DataParams"];
            };
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A data set before it is loaded. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    delete_dataset: {
        parameters: {
            query?: {
                /** @description Remove the files at once, so that it cannot be undone. */
                purge?: components["parameters"]["Purge"];
            };
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A deletion: what was deleted, and until when it can be restored. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    annotate_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "baseline",
                 *         "team:vision"
                 *       ],
                 *       "note": "The first one that reads sevens well."
                 *     }
                 */
                "application/json": components["schemas"]["AnnotationsRequest"];
            };
        };
        responses: {
            /** @description An uploaded data set. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfAnnotateDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    plot_dataset: {
        parameters: {
            query?: {
                /** @description Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out. */
                data_params?: components["parameters"]["DataParams"];
            };
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntityOfPlotDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPlotDataset"];
            default: components["responses"]["AnyError"];
        };
    };
    list_dataset_plots: {
        parameters: {
            query?: {
                /** @description Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out. */
                data_params?: components["parameters"]["DataParams"];
            };
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plots of something, and those that could not be made. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlotsOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntityOfPlotDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPlotDataset"];
            default: components["responses"]["AnyError"];
        };
    };
    get_dataset_plot_svg: {
        parameters: {
            query?: {
                /** @description Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out. */
                data_params?: components["parameters"]["DataParams"];
            };
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetDatasetPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfPlotDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPlotDataset"];
            default: components["responses"]["AnyError"];
        };
    };
    get_dataset_plot_png: {
        parameters: {
            query?: {
                /** @description Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out. */
                data_params?: components["parameters"]["DataParams"];
            };
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetDatasetPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfPlotDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPlotDataset"];
            default: components["responses"]["AnyError"];
        };
    };
    get_dataset_plot_numbers: {
        parameters: {
            query?: {
                /** @description Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out. */
                data_params?: components["parameters"]["DataParams"];
            };
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers behind a figure. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlotNumbersOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetDatasetPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfPlotDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPlotDataset"];
            default: components["responses"]["AnyError"];
        };
    };
    preview_dataset: {
        parameters: {
            query?: {
                /** @description The training part before any split, or the data set's own test part. */
                part?: components["parameters"]["Part"];
                /** @description Index of the first sample to show, from 0. */
                from?: number;
                /** @description Samples to show, at most. */
                n_samples?: number;
                /** @description Column (or array) of an upload that is shown as the target. */
                target?: string;
                /** @description Columns (or the array) of an upload that are shown as inputs. */
                features?: string[];
                /** @description Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out. */
                data_params?: components["parameters"]["DataParams"];
            };
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Samples of a part, in order; for a series, its steps; for a text, its characters. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntityOfPlotDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPreviewDataset"];
            default: components["responses"]["AnyError"];
        };
    };
    count_dataset_symbols: {
        parameters: {
            query?: {
                /** @description The training part before any split, or the data set's own test part. */
                part?: components["parameters"]["Part"];
                /** @description Count letters in lower case, as with the field `lower` of the step `letters`. */
                lower?: boolean;
                /** @description Count letters after cleaning, as with the field `clean` of the step `letters`. */
                clean?: boolean;
                /** @description Most frequent letters, and words, to list. */
                most?: number;
                /** @description Size of a vocabulary of words with its marker: words outside are counted. */
                size?: number;
                /** @description Parameters of a generator, a JSON object as text, like `data.params` of a spec; the defaults when left out. */
                data_params?: components["parameters"]["DataParams"];
            };
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts of the letters and words of the texts of a part. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextCountsOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntityOfPlotDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPreviewDataset"];
            default: components["responses"]["AnyError"];
        };
    };
    reread_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "missing": [
                 *         "NA"
                 *       ],
                 *       "types": {
                 *         "weight": "number"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Reading"];
            };
        };
        responses: {
            /** @description The same file was read in this way before */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description An uploaded data set. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFound"];
            /** @description File of the data set not kept */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfRereadDataset"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    append_to_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "weight,width,kind\n131,3.8,banana\n",
                 *       "format": "csv"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["AppendForm"];
            };
        };
        responses: {
            /** @description The same file was read in this way before */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description An uploaded data set. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfRereadDataset"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    begin_upload: {
        parameters: {
            query?: never;
            header: {
                /** @description Bytes of the whole file. */
                "Upload-Length": number;
                /** @description Names with values in base64, by commas: filename, and name, format, delimiter and reading as in the form of an upload. */
                "Upload-Metadata"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An upload that arrives in several requests. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Upload-Expires": components["headers"]["Upload-Expires"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumableOut"];
                };
            };
            401: components["responses"]["UnauthorizedOfBeginUpload"];
            403: components["responses"]["ForbiddenOfBeginUpload"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLargeOfBeginUpload"];
            422: components["responses"]["UnprocessableEntityOfBeginUpload"];
            429: components["responses"]["TooManyRequestsOfBeginUpload"];
            503: components["responses"]["ServiceUnavailableOfBeginUpload"];
            507: components["responses"]["InsufficientStorageOfBeginUpload"];
            default: components["responses"]["AnyErrorOfBeginUpload"];
        };
    };
    get_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a resumable upload. */
                upload_id: components["parameters"]["UploadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An upload that arrives in several requests. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Upload-Length": components["headers"]["Upload-Length"];
                    "Upload-Expires": components["headers"]["Upload-Expires"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumableOut"];
                };
            };
            401: components["responses"]["UnauthorizedOfBeginUpload"];
            /** @description Scope missing; the key needs the scope read */
            403: {
                headers: {
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["NotFoundOfGetUpload"];
            422: components["responses"]["UnprocessableEntityOfGetUpload"];
            429: components["responses"]["TooManyRequestsOfGetUpload"];
            503: components["responses"]["ServiceUnavailableOfBeginUpload"];
            default: components["responses"]["AnyErrorOfBeginUpload"];
        };
    };
    cancel_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a resumable upload. */
                upload_id: components["parameters"]["UploadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["UnauthorizedOfBeginUpload"];
            403: components["responses"]["ForbiddenOfBeginUpload"];
            404: components["responses"]["NotFoundOfGetUpload"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntityOfGetUpload"];
            429: components["responses"]["TooManyRequestsOfGetUpload"];
            503: components["responses"]["ServiceUnavailableOfBeginUpload"];
            507: components["responses"]["InsufficientStorageOfBeginUpload"];
            default: components["responses"]["AnyErrorOfBeginUpload"];
        };
    };
    continue_upload: {
        parameters: {
            query?: never;
            header: {
                /** @description Bytes that have arrived, where the body begins. */
                "Upload-Offset": number;
            };
            path: {
                /** @description Id of a resumable upload. */
                upload_id: components["parameters"]["UploadId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": Blob;
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Upload-Expires": components["headers"]["Upload-Expires"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed body; Malformed request; Unknown host */
            400: {
                headers: {
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["UnauthorizedOfBeginUpload"];
            403: components["responses"]["ForbiddenOfBeginUpload"];
            404: components["responses"]["NotFoundOfGetUpload"];
            /** @description Wrong offset; Upload in use */
            409: {
                headers: {
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["RequestEntityTooLargeOfBeginUpload"];
            /** @description Unsupported content type */
            415: {
                headers: {
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfBeginUpload"];
            429: components["responses"]["TooManyRequestsOfBeginUpload"];
            503: components["responses"]["ServiceUnavailableOfBeginUpload"];
            507: components["responses"]["InsufficientStorageOfBeginUpload"];
            default: components["responses"]["AnyErrorOfBeginUpload"];
        };
    };
    list_dataset_grants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The grants on a model or data set, by grantee. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantsOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    give_dataset_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
                /** @description Another owner, or * for every owner. */
                owner: components["parameters"]["Owner"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "right": "use"
                 *     }
                 */
                "application/json": components["schemas"]["GrantRequest"];
            };
        };
        responses: {
            /** @description A grant that was given, and what it gives away. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenGrantOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfAnnotateDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    withdraw_dataset_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a built-in data set or generator, such as iris; or the id of an upload. */
                dataset_id: components["parameters"]["DatasetId"];
                /** @description Another owner, or * for every owner. */
                owner: components["parameters"]["Owner"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            /** @description No such data set; No such grant */
            404: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    check_spec: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recipe": "mnist-dense-784",
                 *       "patch": {
                 *         "training": {
                 *           "epochs": 3
                 *         }
                 *       },
                 *       "name": "digits"
                 *     }
                 */
                "application/json": components["schemas"]["JobRequest"];
            };
        };
        responses: {
            /** @description The result of checking a spec. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfCheckSpec"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    preview_augmentation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recipe": "mnist-augment",
                 *       "index": 5,
                 *       "count": 15
                 *     }
                 */
                "application/json": components["schemas"]["AugmentationPreviewRequest"];
            };
        };
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Unknown parameter; Invalid job spec; Unusable data */
            422: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPreviewDataset"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    count_parts_of_spec: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recipe": "ridgecls-cv"
                 *     }
                 */
                "application/json": components["schemas"]["JobRequest"];
            };
        };
        responses: {
            /** @description The parts of a job's data. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfCheckSpec"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPreviewDataset"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    prepare_samples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recipe": "sines0-lstm3-w3",
                 *       "part": "test",
                 *       "n_samples": 2
                 *     }
                 */
                "application/json": components["schemas"]["PreparedSamplesRequest"];
            };
        };
        responses: {
            /** @description Samples of a part before and after preprocessing, in the order of the data: training shuffles them in every epoch. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreparedSamplesOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfCheckSpec"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPreviewDataset"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    get_spec_schema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schema. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["UnprocessableEntity"];
            503: components["responses"]["ServiceUnavailableOfGetSpecSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Jobs on a page. */
                limit?: number;
                /** @description Only jobs in this state. */
                state?: components["schemas"]["JobState"];
                /** @description Only jobs of this recipe. */
                recipe?: components["parameters"]["Recipe"];
                /** @description Only jobs whose model has this name. */
                name?: components["parameters"]["NameOfListJobs"];
                /** @description Only jobs of this task. */
                task?: components["schemas"]["TaskName"];
                /** @description Only those with this text in their name or note (of jobs also in the error), in small or capital letters. */
                text?: components["parameters"]["Text"];
                /** @description Only those with this tag; repeat it for those with all of several. */
                tag?: components["parameters"]["Tag"];
                /** @description Only those that were made at this time or later, such as 2026-11-29T08:00:00Z. */
                created_from?: components["parameters"]["CreatedFrom"];
                /** @description Only those that were made before this time. */
                created_before?: components["parameters"]["CreatedBefore"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs, newest first. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    submit_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated submission return the result of the first one. */
                "idempotency-key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recipe": "mnist-dense-784",
                 *       "patch": {
                 *         "training": {
                 *           "epochs": 3
                 *         }
                 *       },
                 *       "name": "digits"
                 *     }
                 */
                "application/json": components["schemas"]["JobRequest"];
            };
        };
        responses: {
            /** @description A job. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfSubmitJob"];
            409: components["responses"]["ConflictOfSubmitJob"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfSubmitJob"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    delete_jobs: {
        parameters: {
            query?: {
                /** @description Only jobs in this state; jobs that have not ended are never deleted. */
                state?: components["schemas"]["EndedState"];
                /** @description Only jobs whose model has this name. */
                name?: components["parameters"]["NameOfListJobs"];
                /** @description Only jobs of this recipe. */
                recipe?: components["parameters"]["Recipe"];
                /** @description Only jobs that ended before this time, such as 2026-11-01T00:00:00Z. */
                before?: string;
                /** @description Only those with this tag; repeat it for those with all of several. */
                tag?: components["parameters"]["Tag"];
                /** @description Delete the model versions that the jobs have registered, too. */
                with_models?: components["parameters"]["WithModels"];
                /** @description Remove the files at once, so that it cannot be undone. */
                purge?: components["parameters"]["Purge"];
                /** @description Only count what would be deleted. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a deletion of many jobs takes. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsDeletionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    get_job: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the job to change. */
                wait?: number;
            };
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    delete_job: {
        parameters: {
            query?: {
                /** @description Remove the files at once, so that it cannot be undone. */
                purge?: components["parameters"]["Purge"];
                /** @description Cancel what has not ended first, and wait until it has stopped. */
                cancel?: components["parameters"]["Cancel"];
                /** @description Delete the model versions that the jobs have registered, too. */
                with_models?: components["parameters"]["WithModels"];
            };
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A deletion: what was deleted, and until when it can be restored. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetJob"];
            409: components["responses"]["ConflictOfDeleteJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    annotate_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "baseline",
                 *         "team:vision"
                 *       ],
                 *       "note": "The first one that reads sevens well."
                 *     }
                 */
                "application/json": components["schemas"]["AnnotationsRequest"];
            };
        };
        responses: {
            /** @description A job. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetJob"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfAnnotateDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    stream_events: {
        parameters: {
            query?: {
                /** @description The same, for browsers, whose first request cannot have the header; where that is given, it counts. */
                after?: number;
            };
            header?: {
                /** @description Id of the last event received; the stream continues after it. */
                "last-event-id"?: number;
            };
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description The events until the job ends.
             *
             *     | event | data | meaning |
             *     |---|---|---|
             *     | `state` | `state`, `worker`, `reason`, `error` | A change of the state of a job. |
             *     | `log` | `message` | A message of a job: what it does now, or what was noticed. |
             *     | `progress` | `progress`, `metrics` | How far a running job is |
             *     | `epoch` | `epoch`, `seconds`, `learning_rate`, `samples_per_second`, `…metrics` | An epoch of a network that has ended |
             *     | `sample` | `epoch`, `temperature`, `seed`, `text` | A text that a network generated after an epoch, for a spec with `training.samples`. |
             *     | `trial` | `candidate`, `fold`, `score`, `train_score`, `error`, `fit_seconds` | A trial of a search or cross-validation that has ended: with scores, or with an error. |
             *     | `model` | `model` | The model that a job has registered. |
             */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The job has ended, and the caller has all its events. */
            204: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job. */
            202: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetJob"];
            409: components["responses"]["ConflictOfCancelJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    pause_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job. */
            202: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetJob"];
            /** @description Job not running; Job cannot be paused */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    resume_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetJob"];
            409: components["responses"]["ConflictOfCancelJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_job_plots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plots of something, and those that could not be made. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlotsOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_job_plot_svg: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJobPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_job_plot_png: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJobPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_job_plot_numbers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers behind a figure. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlotNumbersOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJobPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_history: {
        parameters: {
            query?: {
                /** @description Points of a curve, at most; 2,000 when left out. */
                points?: components["parameters"]["Points"];
                /** @description Number of the first epoch. */
                from?: components["parameters"]["From"];
                /** @description Number of the last epoch. */
                to?: components["parameters"]["To"];
                /** @description Only the curve of this name, such as val_loss; repeat it for several. */
                metric?: components["parameters"]["Metric"];
            };
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metrics of the epochs and of some batches. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    get_curves: {
        parameters: {
            query: {
                /** @description Id of a job; repeat it to lay curves of several over one another. */
                job: string[];
                /** @description Points of a curve, at most; 2,000 when left out. */
                points?: components["parameters"]["Points"];
                /** @description Number of the first epoch. */
                from?: components["parameters"]["From"];
                /** @description Number of the last epoch. */
                to?: components["parameters"]["To"];
                /** @description Only the curve of this name, such as val_loss; repeat it for several. */
                metric?: components["parameters"]["Metric"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Curves over the same epochs, so that a chart can draw them as they are. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurvesOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    list_events: {
        parameters: {
            query?: {
                /** @description Only events of this name; repeat it for several. */
                event?: components["schemas"]["EventName"][];
                /** @description `next_cursor` of the previous page. */
                cursor?: components["parameters"]["CursorOfListEvents"];
                /** @description Events on a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the stored events of a job, newest first. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredEventPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    list_checkpoints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checkpoints of a job that are on disk. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckpointsOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    download_checkpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Epoch of the checkpoint, from 1. */
                epoch: components["parameters"]["Epoch"];
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-hdf5": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The ranges that were asked for. */
            206: {
                headers: {
                    "Content-Range": components["headers"]["Content-Range"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-hdf5": Blob;
                    "application/octet-stream": Blob;
                    "multipart/byteranges": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestOfDownloadCheckpoint"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfDownloadCheckpoint"];
            416: components["responses"]["RequestedRangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    register_checkpoint: {
        parameters: {
            query?: {
                /** @description Name the model is registered under; the job's when left out. */
                name?: string;
            };
            header?: never;
            path: {
                /** @description Epoch of the checkpoint, from 1. */
                epoch: components["parameters"]["Epoch"];
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfDownloadCheckpoint"];
            /** @description Spec no longer valid */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_trials: {
        parameters: {
            query?: {
                /** @description By index, or best first; candidates without a mean are last. */
                order?: "candidate" | "rank";
                /** @description `next_cursor` of the previous page. */
                cursor?: number;
                /** @description Candidates on a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of candidates. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidatePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    list_scores: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All candidates of a search in columns, ordered by index: what stands at one position of the lists belongs to one candidate. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidateScoresOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    stop_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job. */
            202: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetJob"];
            /** @description Job not running; Not a search */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_files: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The output files of a job. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    download_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
                /** @description Id of a job. */
                job_id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description The ranges that were asked for. */
            206: {
                headers: {
                    "Content-Range": components["headers"]["Content-Range"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                    "multipart/byteranges": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestOfDownloadCheckpoint"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No such job; No such output file */
            404: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            416: components["responses"]["RequestedRangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    list_sweeps: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Sweeps on a page. */
                limit?: number;
                /** @description Only sweeps with a job in this state. */
                state?: components["schemas"]["JobState"];
                /** @description Only jobs of this recipe. */
                recipe?: components["parameters"]["Recipe"];
                /** @description Only those with this text in their name or note (of jobs also in the error), in small or capital letters. */
                text?: components["parameters"]["Text"];
                /** @description Only those with this tag; repeat it for those with all of several. */
                tag?: components["parameters"]["Tag"];
                /** @description Only those that were made at this time or later, such as 2026-11-29T08:00:00Z. */
                created_from?: components["parameters"]["CreatedFrom"];
                /** @description Only those that were made before this time. */
                created_before?: components["parameters"]["CreatedBefore"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sweeps, newest first. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    submit_sweep: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated submission return the result of the first one. */
                "idempotency-key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recipe": "mnist-dense-784",
                 *       "sweep": {
                 *         "b256": {},
                 *         "b64": {
                 *           "training": {
                 *             "batch_size": 64
                 *           }
                 *         }
                 *       },
                 *       "name": "batches"
                 *     }
                 */
                "application/json": components["schemas"]["SweepRequest"];
            };
        };
        responses: {
            /** @description The jobs of a sweep, in order. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfSubmitJob"];
            409: components["responses"]["ConflictOfSubmitJob"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfSubmitJob"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    get_sweep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a sweep. */
                sweep_id: components["parameters"]["SweepId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The jobs of a sweep, in order. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetSweep"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    delete_sweep: {
        parameters: {
            query?: {
                /** @description Remove the files at once, so that it cannot be undone. */
                purge?: components["parameters"]["Purge"];
                /** @description Cancel what has not ended first, and wait until it has stopped. */
                cancel?: components["parameters"]["Cancel"];
                /** @description Delete the model versions that the jobs have registered, too. */
                with_models?: components["parameters"]["WithModels"];
            };
            header?: never;
            path: {
                /** @description Id of a sweep. */
                sweep_id: components["parameters"]["SweepId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A deletion: what was deleted, and until when it can be restored. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetSweep"];
            409: components["responses"]["ConflictOfDeleteJob"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    cancel_sweep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a sweep. */
                sweep_id: components["parameters"]["SweepId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The jobs of a sweep, in order. */
            202: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetSweep"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_sweep_plots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a sweep. */
                sweep_id: components["parameters"]["SweepId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plots of something, and those that could not be made. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlotsOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetSweep"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListSweepPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_sweep_plot_svg: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /** @description Id of a sweep. */
                sweep_id: components["parameters"]["SweepId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetSweepPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListSweepPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_sweep_plot_png: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /** @description Id of a sweep. */
                sweep_id: components["parameters"]["SweepId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetSweepPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListSweepPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_sweep_plot_numbers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /** @description Id of a sweep. */
                sweep_id: components["parameters"]["SweepId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers behind a figure. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlotNumbersOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetSweepPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListSweepPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret that signs the notices of an owner's jobs. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecretOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    rotate_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret that signs the notices of an owner's jobs. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecretOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_models: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Models on a page. */
                limit?: number;
                /** @description Whether to list the models that other owners share with yours, instead of its own. */
                shared?: boolean;
                /** @description Only those with this text in their name or note (of jobs also in the error), in small or capital letters. */
                text?: components["parameters"]["Text"];
                /** @description Only models with this tag, of the name or of a version; repeat it for those with all of several. */
                tag?: components["schemas"]["Tag"][];
                /** @description Only models with an output of this kind. */
                kind?: components["schemas"]["KindName"];
                /** @description Only models with this alias, each by the version that it means instead of its newest. */
                alias?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of models: the newest version of each, by name. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    import_model: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            /** @description A job. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfUploadDataset"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    get_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A model version. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    delete_model: {
        parameters: {
            query?: {
                /** @description Remove the files at once, so that it cannot be undone. */
                purge?: components["parameters"]["Purge"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A deletion: what was deleted, and until when it can be restored. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetModel"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    annotate_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "baseline",
                 *         "team:vision"
                 *       ],
                 *       "note": "The first one that reads sevens well."
                 *     }
                 */
                "application/json": components["schemas"]["AnnotationsRequest"];
            };
        };
        responses: {
            /** @description A model version. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetModel"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfAnnotateDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All versions of a model, newest first. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionsOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    get_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
                /** @description Number of the version, from 1. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A model version. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    list_aliases: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The aliases of a model, by name, and what its bare name means. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasesOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    set_alias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
                /** @description The alias: small letters, digits and . _ -, not digits alone. */
                alias: components["parameters"]["Alias"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 2,
                 *       "expected": 1
                 *     }
                 */
                "application/json": components["schemas"]["AliasRequest"];
            };
        };
        responses: {
            /** @description An alias. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetModel"];
            /** @description Alias moved meanwhile */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfAnnotateDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    delete_alias: {
        parameters: {
            query: {
                /** @description Version that it means now. */
                expected: number;
            };
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
                /** @description The alias: small letters, digits and . _ -, not digits alone. */
                alias: components["parameters"]["Alias"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfDeleteAlias"];
            /** @description Alias moved meanwhile; Alias in use */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_alias_moves: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: components["parameters"]["CursorOfListEvents"];
                /** @description Changes on a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
                /** @description The alias: small letters, digits and . _ -, not digits alone. */
                alias: components["parameters"]["Alias"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the changes of an alias, newest first. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasMovePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfDeleteAlias"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    set_default_ref: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "default_ref": "champion"
                 *     }
                 */
                "application/json": components["schemas"]["DefaultRefRequest"];
            };
        };
        responses: {
            /** @description The aliases of a model, by name, and what its bare name means. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasesOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfDeleteAlias"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfAnnotateDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    retrain_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated submission return the result of the first one. */
                "idempotency-key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "source": "newest"
                 *     }
                 */
                "application/json": components["schemas"]["RetrainRequest"];
            };
        };
        responses: {
            /** @description A job. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfSubmitJob"];
            404: components["responses"]["NotFoundOfGetModel"];
            /** @description Training not repeatable; Idempotency key used before */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfSubmitJob"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    reproduce_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated submission return the result of the first one. */
                "idempotency-key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["ReproduceRequest"];
            };
        };
        responses: {
            /** @description A job. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfSubmitJob"];
            404: components["responses"]["NotFoundOfGetModel"];
            /** @description Training not repeatable; Spec no longer valid; Idempotency key used before */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfAnnotateDataset"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_model_plots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plots of something, and those that could not be made. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlotsOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_model_plot_svg: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModelPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_model_plot_png: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModelPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_model_plot_numbers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the plot, as the list has it. */
                name: components["parameters"]["Name"];
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers behind a figure. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlotNumbersOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModelPlotSvg"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    get_model_schema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON schemas (draft 2020-12) of one input and of one prediction of a model. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelSchemaOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    list_examples: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Inputs that a model version was recorded with. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExamplesOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    download_artifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-hdf5": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The ranges that were asked for. */
            206: {
                headers: {
                    "Content-Range": components["headers"]["Content-Range"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-hdf5": Blob;
                    "application/octet-stream": Blob;
                    "multipart/byteranges": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestOfDownloadCheckpoint"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            416: components["responses"]["RequestedRangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    download_weights: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-hdf5": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The ranges that were asked for. */
            206: {
                headers: {
                    "Content-Range": components["headers"]["Content-Range"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-hdf5": Blob;
                    "application/octet-stream": Blob;
                    "multipart/byteranges": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestOfDownloadCheckpoint"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfDownloadWeights"];
            416: components["responses"]["RequestedRangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    download_architecture: {
        parameters: {
            query?: {
                /** @description File format of the architecture. */
                format?: "json" | "yaml";
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The architecture. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                    "application/yaml": string;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfDownloadWeights"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    download_onnx: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description The ranges that were asked for. */
            206: {
                headers: {
                    "Content-Range": components["headers"]["Content-Range"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                    "multipart/byteranges": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequestOfDownloadCheckpoint"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfDownloadWeights"];
            416: components["responses"]["RequestedRangeNotSatisfiable"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    get_evaluation: {
        parameters: {
            query?: {
                /** @description Name of the output; required if the model has several. */
                output?: components["parameters"]["Output"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Evaluation of a model version on one part of its data. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No such model; No such evaluation */
            404: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    draw_confusion: {
        parameters: {
            query?: {
                /** @description Name of the output; required if the model has several. */
                output?: components["parameters"]["Output"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfDrawConfusion"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    draw_misclassified: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                    "application/octet-stream": Blob;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfDrawConfusion"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfListJobPlots"];
            default: components["responses"]["AnyError"];
        };
    };
    compare_models: {
        parameters: {
            query: {
                /** @description Reference of the model to compare with, such as digits@2. */
                with: string;
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Two model versions side by side. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparisonOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    get_lineage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a model version was made from, and what was made from it: a graph without cycles. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineageOut"];
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    get_model_card: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card, in the form that the Accept header prefers. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                    "text/html": string;
                };
            };
            /** @description The caller has the current version, by If-None-Match. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    list_model_grants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The grants on a model or data set, by grantee. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantsOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    give_model_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
                /** @description Another owner, or * for every owner. */
                owner: components["parameters"]["Owner"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "right": "use"
                 *     }
                 */
                "application/json": components["schemas"]["GrantRequest"];
            };
        };
        responses: {
            /** @description A grant that was given, and what it gives away. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenGrantOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetModel"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfAnnotateDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    withdraw_model_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a model; of another owner's model owner/name. */
                name: components["parameters"]["NameOfDownloadFile"];
                /** @description Another owner, or * for every owner. */
                owner: components["parameters"]["Owner"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            /** @description No such model; No such grant */
            404: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    predict_inputs: {
        parameters: {
            query?: {
                /** @description Which class probabilities each prediction has, if no method is named; all when left out. */
                probabilities?: components["parameters"]["Probabilities"];
                /** @description Method that gives the predictions, unless the body names it, as JSON and forms can; that of the model's kind when left out. */
                method?: components["parameters"]["Method"];
                /** @description For text models: handling of symbols outside the vocabulary; the marker if there is one, else refusal, when left out. */
                unknown?: components["parameters"]["Unknown"];
                /** @description What happens to columns of rows that the model does not know; refuse when left out. The target's own is always passed over. */
                extra?: components["parameters"]["Extra"];
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["Precision"];
            };
            header?: {
                /** @description `wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description A model's name, or name@version.
                 * @example fruit
                 */
                ref: components["parameters"]["RefOfPredictInputs"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `fruit`, one that is trained on the example of an upload. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inputs": [
                 *         [
                 *           150,
                 *           7.1
                 *         ],
                 *         [
                 *           118,
                 *           3.6
                 *         ]
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PredictRequest"];
                "multipart/form-data": components["schemas"]["ImagesForm"];
                "image/png": Blob;
                "image/jpeg": Blob;
                "application/x-npy": Blob;
                /**
                 * @example weight,width
                 *     150,7.1
                 *     118,3.6
                 */
                "text/csv": Blob;
                "application/x-npz": Blob;
                "application/octet-stream": Blob;
            };
        };
        responses: {
            /** @description The predictions; with `Accept: image/png` or `image/svg+xml` a figure, of a reconstruction the images as PNG. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Ignored-Columns": components["headers"]["Ignored-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Predictions"];
                    "image/png": Blob;
                    "image/svg+xml": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                    "application/x-npy": Blob;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPredictInputs"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    predict_rows: {
        parameters: {
            query?: {
                /** @description Which class probabilities each prediction has, if no method is named; all when left out. */
                probabilities?: components["parameters"]["Probabilities"];
                /** @description Method that gives the predictions, unless the body names it, as JSON and forms can; that of the model's kind when left out. */
                method?: components["parameters"]["Method"];
                /** @description For text models: handling of symbols outside the vocabulary; the marker if there is one, else refusal, when left out. */
                unknown?: components["parameters"]["Unknown"];
                /** @description What happens to columns of rows that the model does not know; refuse when left out. The target's own is always passed over. */
                extra?: components["parameters"]["Extra"];
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["Precision"];
            };
            header?: {
                /** @description `wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description A model's name, or name@version.
                 * @example fruit
                 */
                ref: components["parameters"]["RefOfPredictInputs"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `fruit`, one that is trained on the example of an upload. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inputs": [
                 *         [
                 *           150,
                 *           7.1
                 *         ],
                 *         [
                 *           118,
                 *           3.6
                 *         ]
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PredictRequest"];
            };
        };
        responses: {
            /** @description Predictions in the order of the inputs; `kind` decides their form. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Ignored-Columns": components["headers"]["Ignored-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Predictions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    predict_images: {
        parameters: {
            query?: {
                /** @description Which class probabilities each prediction has, if no method is named; all when left out. */
                probabilities?: components["parameters"]["Probabilities"];
                /** @description Method that gives the predictions, unless the body names it, as JSON and forms can; that of the model's kind when left out. */
                method?: components["parameters"]["Method"];
                /** @description For text models: handling of symbols outside the vocabulary; the marker if there is one, else refusal, when left out. */
                unknown?: components["parameters"]["Unknown"];
                /** @description What happens to columns of rows that the model does not know; refuse when left out. The target's own is always passed over. */
                extra?: components["parameters"]["Extra"];
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["Precision"];
            };
            header?: {
                /** @description `wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description A model's name, or name@version.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["RefOfPredictImages"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImagesForm"];
            };
        };
        responses: {
            /** @description Predictions in the order of the inputs; `kind` decides their form. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Ignored-Columns": components["headers"]["Ignored-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Predictions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    predict_image: {
        parameters: {
            query?: {
                /** @description Which class probabilities each prediction has, if no method is named; all when left out. */
                probabilities?: components["parameters"]["Probabilities"];
                /** @description Method that gives the predictions, unless the body names it, as JSON and forms can; that of the model's kind when left out. */
                method?: components["parameters"]["Method"];
                /** @description For text models: handling of symbols outside the vocabulary; the marker if there is one, else refusal, when left out. */
                unknown?: components["parameters"]["Unknown"];
                /** @description What happens to columns of rows that the model does not know; refuse when left out. The target's own is always passed over. */
                extra?: components["parameters"]["Extra"];
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["Precision"];
            };
            header?: {
                /** @description `wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description A model's name, or name@version.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["RefOfPredictImages"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": Blob;
            };
        };
        responses: {
            /** @description Predictions in the order of the inputs; `kind` decides their form. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Ignored-Columns": components["headers"]["Ignored-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Predictions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    predict_csv: {
        parameters: {
            query?: {
                /** @description Which class probabilities each prediction has, if no method is named; all when left out. */
                probabilities?: components["parameters"]["Probabilities"];
                /** @description Method that gives the predictions, unless the body names it, as JSON and forms can; that of the model's kind when left out. */
                method?: components["parameters"]["Method"];
                /** @description For text models: handling of symbols outside the vocabulary; the marker if there is one, else refusal, when left out. */
                unknown?: components["parameters"]["Unknown"];
                /** @description What happens to columns of rows that the model does not know; refuse when left out. The target's own is always passed over. */
                extra?: components["parameters"]["Extra"];
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["Precision"];
            };
            header?: {
                /** @description `wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description A model's name, or name@version.
                 * @example fruit
                 */
                ref: components["parameters"]["RefOfPredictInputs"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `fruit`, one that is trained on the example of an upload. */
        requestBody: {
            content: {
                /**
                 * @example weight,width
                 *     150,7.1
                 *     118,3.6
                 */
                "text/csv": Blob;
            };
        };
        responses: {
            /** @description Predictions in the order of the inputs; `kind` decides their form. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Ignored-Columns": components["headers"]["Ignored-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Predictions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    predict_arrays: {
        parameters: {
            query?: {
                /** @description Which class probabilities each prediction has, if no method is named; all when left out. */
                probabilities?: components["parameters"]["Probabilities"];
                /** @description Method that gives the predictions, unless the body names it, as JSON and forms can; that of the model's kind when left out. */
                method?: components["parameters"]["Method"];
                /** @description For text models: handling of symbols outside the vocabulary; the marker if there is one, else refusal, when left out. */
                unknown?: components["parameters"]["Unknown"];
                /** @description What happens to columns of rows that the model does not know; refuse when left out. The target's own is always passed over. */
                extra?: components["parameters"]["Extra"];
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["Precision"];
            };
            header?: {
                /** @description `wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description A model's name, or name@version.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["RefOfPredictImages"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": Blob;
            };
        };
        responses: {
            /** @description Predictions in the order of the inputs; `kind` decides their form. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Ignored-Columns": components["headers"]["Ignored-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Predictions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    draw_surface: {
        parameters: {
            query?: {
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["PrecisionOfDrawSurface"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example fruit
                 */
                ref: components["parameters"]["RefOfDrawSurface"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `fruit`, one that is trained on the example of an upload. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "x": {
                 *         "feature": "weight",
                 *         "from": 110,
                 *         "to": 180,
                 *         "steps": 8
                 *       },
                 *       "y": {
                 *         "feature": "width",
                 *         "from": 3,
                 *         "to": 8,
                 *         "steps": 6
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SurfaceSpec"];
            };
        };
        responses: {
            /** @description The values; with `Accept: image/png` or `image/svg+xml` a figure. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurfaceOut"];
                    "image/png": Blob;
                    "image/svg+xml": Blob;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPredictInputs"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    draw_sample: {
        parameters: {
            query?: {
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["PrecisionOfDrawSurface"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-vae
                 */
                ref: components["parameters"]["RefOfDrawSample"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `mnist-vae`, that of the recipe mnist-vae. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "n_samples": 1,
                 *       "seed": 7
                 *     }
                 */
                "application/json": components["schemas"]["SampleSpec"];
            };
        };
        responses: {
            /** @description The samples; with `Accept: image/png` a drawing of them. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesOut"];
                    "image/png": Blob;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    encode_inputs: {
        parameters: {
            query?: {
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["PrecisionOfDrawSurface"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-vae
                 */
                ref: components["parameters"]["RefOfDrawSample"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `mnist-vae`, that of the recipe mnist-vae. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inputs": [
                 *         [
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ]
                 *         ]
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["EncodeRequest"];
            };
        };
        responses: {
            /** @description Latent points of inputs. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PointsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    show_activations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inputs": [
                 *         [
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ],
                 *           [
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0,
                 *             0
                 *           ]
                 *         ]
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ActivationsRequest"];
            };
        };
        responses: {
            /** @description What the layers of a network give for a sample. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPredictInputs"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    forecast_series: {
        parameters: {
            query?: {
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["PrecisionOfDrawSurface"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example sines0-lstm3-w3
                 */
                ref: components["parameters"]["RefOfForecastSeries"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `sines0-lstm3-w3`, that of the recipe sines0-lstm3-w3. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "series": [
                 *         0,
                 *         0.28,
                 *         0.57
                 *       ],
                 *       "steps": 10
                 *     }
                 */
                "application/json": components["schemas"]["ForecastSpec"];
            };
        };
        responses: {
            /** @description The forecast; with `Accept: image/png` or `image/svg+xml` a figure. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForecastOut"];
                    "image/png": Blob;
                    "image/svg+xml": Blob;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfPredictInputs"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    open_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example rnn-stateful
                 */
                ref: components["parameters"]["RefOfOpenSession"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A session with a stateful model. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example rnn-stateful
                 */
                ref: components["parameters"]["RefOfOpenSession"];
                /** @description Id of a session, as given when it was opened. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A session with a stateful model. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetSession"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example rnn-stateful
                 */
                ref: components["parameters"]["RefOfOpenSession"];
                /** @description Id of a session, as given when it was opened. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetSession"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    feed_session: {
        parameters: {
            query?: {
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["PrecisionOfDrawSurface"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example rnn-stateful
                 */
                ref: components["parameters"]["RefOfOpenSession"];
                /** @description Id of a session, as given when it was opened. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `rnn-stateful`, that of the recipe rnn-stateful. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inputs": [
                 *         99.8
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["FeedRequest"];
            };
        };
        responses: {
            /** @description Predictions for the steps that were fed. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetSession"];
            /** @description Session in use */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    generate_text: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example temperature
                 */
                ref: string;
            };
            cookie?: never;
        };
        /** @description The example is for the model `temperature`, that of the recipe temperature. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "seed": "shall i compare thee to a summers day thou art more lovely",
                 *       "length": 40,
                 *       "temperature": 0.5,
                 *       "seed_number": 1
                 *     }
                 */
                "application/json": components["schemas"]["GenerationSpec"];
            };
        };
        responses: {
            /**
             * @description The text; with `Accept: text/event-stream` a stream of events, a `symbol` for each letter or word.
             *
             *     | event | data | meaning |
             *     |---|---|---|
             *     | `start` | `model`, `seed`, `window`, `seed_number`, `temperature`, `by` | The beginning of a generated text: what it continues, and how symbols are drawn. |
             *     | `symbol` | `text` | The next piece of the text: a letter, or a word with the space before it. |
             *     | `end` | `symbols` | The end of a text that is complete |
             *     | `error` | `detail` | The reason for which a text ends early. |
             */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextOut"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable; Model unavailable; Service unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    transform_values: {
        parameters: {
            query?: {
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["PrecisionOfDrawSurface"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example sines0-lstm3-w3
                 */
                ref: components["parameters"]["RefOfForecastSeries"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `sines0-lstm3-w3`, that of the recipe sines0-lstm3-w3. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inputs": [
                 *         [
                 *           0,
                 *           0.28,
                 *           0.57
                 *         ]
                 *       ],
                 *       "targets": [
                 *         0.83
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TransformSpec"];
            };
        };
        responses: {
            /** @description Converted values, in the order in which they were sent. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConvertedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    invert_values: {
        parameters: {
            query?: {
                /** @description Significant digits of the floats of the answer; all when left out. */
                precision?: components["parameters"]["PrecisionOfDrawSurface"];
            };
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example sines0-lstm3-w3
                 */
                ref: components["parameters"]["RefOfForecastSeries"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `sines0-lstm3-w3`, that of the recipe sines0-lstm3-w3. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "targets": [
                 *         0.5,
                 *         0.75
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["InverseSpec"];
            };
        };
        responses: {
            /** @description Converted values, in the order in which they were sent. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConvertedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            404: components["responses"]["NotFoundOfGetModel"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyError"];
        };
    };
    apply_temperature: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "probabilities": {
                 *         "a": 0.5,
                 *         "b": 0.3,
                 *         "c": 0.2
                 *       },
                 *       "temperatures": [
                 *         0,
                 *         0.5,
                 *         1,
                 *         2
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TemperatureSpec"];
            };
        };
        responses: {
            /** @description A distribution at each of the temperatures, in their order. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemperaturesOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfPredictInputs"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfApplyTemperature"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailableOfGetModelSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    predict_batch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated submission return the result of the first one. */
                "idempotency-key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "source": "mnist",
                 *       "part": "test",
                 *       "format": "csv"
                 *     }
                 */
                "application/json": components["schemas"]["BatchRequest"];
            };
        };
        responses: {
            /** @description A job. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Foreign origin; Scope missing; Priority not allowed; the key needs the scope predict */
            403: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["NotFoundOfGetModel"];
            409: components["responses"]["ConflictOfSubmitJob"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfPredictInputs"];
            429: components["responses"]["TooManyRequestsOfUploadDataset"];
            /** @description Too much work; Database unavailable; Issuer of tokens unavailable; Broker unavailable; Model unavailable; Data unreachable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["AnyError"];
        };
    };
    infer_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example fruit
                 */
                ref: components["parameters"]["RefOfDrawSurface"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `fruit`, one that is trained on the example of an upload. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inputs": [
                 *         {
                 *           "name": "inputs",
                 *           "shape": [
                 *             1,
                 *             2
                 *           ],
                 *           "datatype": "FP64",
                 *           "data": [
                 *             150,
                 *             7.1
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["InferBody"];
            };
        };
        responses: {
            /** @description The outputs; bytes follow the JSON where binary data is asked for. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferAnswer"];
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["BadRequestOfInferModel"];
            401: components["responses"]["UnauthorizedOfInferModel"];
            403: components["responses"]["ForbiddenOfInferModel"];
            404: components["responses"]["NotFoundOfInferModel"];
            413: components["responses"]["RequestEntityTooLargeOfInferModel"];
            415: components["responses"]["UnsupportedMediaTypeOfInferModel"];
            422: components["responses"]["UnprocessableEntityOfInferModel"];
            429: components["responses"]["TooManyRequestsOfInferModel"];
            503: components["responses"]["ServiceUnavailableOfInferModel"];
            504: components["responses"]["GatewayTimeoutOfInferModel"];
            default: components["responses"]["AnyErrorOfInferModel"];
        };
    };
    infer_model_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example fruit
                 */
                ref: components["parameters"]["RefOfDrawSurface"];
                /** @description Number of the version, from 1. */
                version: components["parameters"]["Version"];
            };
            cookie?: never;
        };
        /** @description The example is for the model `fruit`, one that is trained on the example of an upload. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inputs": [
                 *         {
                 *           "name": "inputs",
                 *           "shape": [
                 *             1,
                 *             2
                 *           ],
                 *           "datatype": "FP64",
                 *           "data": [
                 *             150,
                 *             7.1
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["InferBody"];
            };
        };
        responses: {
            /** @description The outputs; bytes follow the JSON where binary data is asked for. */
            200: {
                headers: {
                    "X-Model-Version": components["headers"]["X-Model-Version"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Cleaned-Columns": components["headers"]["Cleaned-Columns"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferAnswer"];
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["BadRequestOfInferModel"];
            401: components["responses"]["UnauthorizedOfInferModel"];
            403: components["responses"]["ForbiddenOfInferModel"];
            404: components["responses"]["NotFoundOfInferModel"];
            413: components["responses"]["RequestEntityTooLargeOfInferModel"];
            415: components["responses"]["UnsupportedMediaTypeOfInferModel"];
            422: components["responses"]["UnprocessableEntityOfInferModel"];
            429: components["responses"]["TooManyRequestsOfInferModel"];
            503: components["responses"]["ServiceUnavailableOfInferModel"];
            504: components["responses"]["GatewayTimeoutOfInferModel"];
            default: components["responses"]["AnyErrorOfInferModel"];
        };
    };
    get_inference_server: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metadata of the server. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceServer"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetInferenceServer"];
            /** @description Too much work */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceError"];
                };
            };
            default: components["responses"]["AnyErrorOfInferModel"];
        };
    };
    get_inference_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the server runs. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceLive"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetInferenceServer"];
            default: components["responses"]["AnyErrorOfInferModel"];
        };
    };
    get_inference_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the server can infer. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceReady"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetInferenceServer"];
            /** @description It cannot */
            503: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceReady"];
                };
            };
            default: components["responses"]["AnyErrorOfInferModel"];
        };
    };
    get_inference_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metadata of a model. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceModel"];
                };
            };
            401: components["responses"]["UnauthorizedOfInferModel"];
            403: components["responses"]["ForbiddenOfGetInferenceModel"];
            404: components["responses"]["NotFoundOfInferModel"];
            422: components["responses"]["UnprocessableEntityOfGetInferenceModel"];
            429: components["responses"]["TooManyRequestsOfInferModel"];
            503: components["responses"]["ServiceUnavailableOfInferModel"];
            default: components["responses"]["AnyErrorOfInferModel"];
        };
    };
    get_inference_model_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
                /** @description Number of the version, from 1. */
                version: components["parameters"]["Version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metadata of a model. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceModel"];
                };
            };
            401: components["responses"]["UnauthorizedOfInferModel"];
            403: components["responses"]["ForbiddenOfGetInferenceModel"];
            404: components["responses"]["NotFoundOfInferModel"];
            422: components["responses"]["UnprocessableEntityOfGetInferenceModel"];
            429: components["responses"]["TooManyRequestsOfInferModel"];
            503: components["responses"]["ServiceUnavailableOfInferModel"];
            default: components["responses"]["AnyErrorOfInferModel"];
        };
    };
    get_inference_model_ready: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether a model can infer. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceModelReady"];
                };
            };
            401: components["responses"]["UnauthorizedOfInferModel"];
            403: components["responses"]["ForbiddenOfGetInferenceModel"];
            404: components["responses"]["NotFoundOfInferModel"];
            422: components["responses"]["UnprocessableEntityOfGetInferenceModel"];
            429: components["responses"]["TooManyRequestsOfInferModel"];
            503: components["responses"]["ServiceUnavailableOfInferModel"];
            default: components["responses"]["AnyErrorOfInferModel"];
        };
    };
    get_inference_model_version_ready: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.
                 * @example mnist-dense-784
                 */
                ref: components["parameters"]["Ref"];
                /** @description Number of the version, from 1. */
                version: components["parameters"]["Version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether a model can infer. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceModelReady"];
                };
            };
            401: components["responses"]["UnauthorizedOfInferModel"];
            403: components["responses"]["ForbiddenOfGetInferenceModel"];
            404: components["responses"]["NotFoundOfInferModel"];
            422: components["responses"]["UnprocessableEntityOfGetInferenceModel"];
            429: components["responses"]["TooManyRequestsOfInferModel"];
            503: components["responses"]["ServiceUnavailableOfInferModel"];
            default: components["responses"]["AnyErrorOfInferModel"];
        };
    };
    list_deletions: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Deletions on a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deletions, newest first. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    get_deletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a deletion. */
                deletion_id: components["parameters"]["DeletionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A deletion: what was deleted, and until when it can be restored. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundOfGetDeletion"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    purge_deletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a deletion. */
                deletion_id: components["parameters"]["DeletionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A deletion: what was deleted, and until when it can be restored. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetDeletion"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    undo_deletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a deletion. */
                deletion_id: components["parameters"]["DeletionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A deletion: what was deleted, and until when it can be restored. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfUploadDataset"];
            404: components["responses"]["NotFoundOfGetDeletion"];
            /** @description Undo clashes */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Status of the process and of what it depends on. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            default: components["responses"]["AnyError"];
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Status of the process, of what it depends on, and of the workers. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessOut"];
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            /** @description Something is not available */
            503: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessOut"];
                };
            };
            default: components["responses"]["AnyError"];
        };
    };
    list_workers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workers. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkersOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    list_problems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kinds of problems; as a page for browsers. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemTypesOut"];
                    "text/html": string;
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            503: components["responses"]["ServiceUnavailableOfGetSpecSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    get_problem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a kind of problem, the end of its `type`, such as no-such-model. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kind of problem; as a page for browsers. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemTypeOut"];
                    "text/html": string;
                };
            };
            /** @description No such kind of problem */
            404: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            503: components["responses"]["ServiceUnavailableOfGetSpecSchema"];
            default: components["responses"]["AnyError"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller of a request. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "mb_..."
                 *     }
                 */
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            /** @description Key not valid */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["ForbiddenOfLogIn"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfApplyTemperature"];
            429: components["responses"]["TooManyRequests"];
            /** @description Too much work; Broker unavailable; Database unavailable; Issuer of tokens unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["AnyError"];
        };
    };
    log_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["ForbiddenOfLogIn"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            /** @description Too much work; Broker unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["AnyError"];
        };
    };
    create_stream_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream token. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamTokenOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Foreign origin; Scope missing */
            403: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_keys: {
        parameters: {
            query?: {
                /** @description Only of this owner. */
                owner?: components["parameters"]["OwnerOfListKeys"];
                /** @description `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Entries on a page. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys, newest first. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfListKeys"];
            404: components["responses"]["NotFoundOfListKeys"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "owner": "app1",
                 *       "scopes": [
                 *         "read",
                 *         "predict"
                 *       ],
                 *       "expires_in_s": 7776000
                 *     }
                 */
                "application/json": components["schemas"]["NewKeyRequest"];
            };
        };
        responses: {
            /** @description A key that was just made. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKeyOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfCreateKey"];
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfApplyTemperature"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a key, not the key itself. */
                key_id: components["parameters"]["KeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A key, without its text. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyOut"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfCreateKey"];
            404: components["responses"]["NotFoundOfListKeys"];
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    rotate_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a key, not the key itself. */
                key_id: components["parameters"]["KeyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grace_s": 3600
                 *     }
                 */
                "application/json": components["schemas"]["RotationRequest"];
            };
        };
        responses: {
            /** @description A key that was just made. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKeyOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfCreateKey"];
            404: components["responses"]["NotFoundOfListKeys"];
            /** @description Key not active */
            409: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestEntityTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntityOfAnnotateDataset"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["AnyError"];
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description Only of this owner. */
                owner?: components["parameters"]["OwnerOfListKeys"];
                /** @description `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Entries on a page. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes, newest first. */
            200: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOfListKeys"];
            /** @description No such entry */
            404: {
                headers: {
                    "Modelbook-Version": components["headers"]["Modelbook-Version"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UnprocessableEntityOfGetRecipe"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["AnyError"];
        };
    };
}

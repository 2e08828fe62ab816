import type { words as zh } from '../zh/common.ts';

export const words: typeof zh = {
  save: 'Save',
  cancel: 'Cancel',
  search: 'Search',
  filter: 'Filter',
  all: 'All',
  more: 'Next page',
  back: 'Back',
  print: 'Print',
  yes: 'Yes',
  no: 'No',
  sending: 'Sending',
  saved: 'Saved',
  retry: 'Try again',
  required: 'required',
  offline: 'Not sent: the network is down. What you typed is still here; press again.',
  failed:
    'Not done: something failed on our side. What you typed is still here; try again shortly.',
  fixThese: 'Please correct these first',
  draft: {
    restored: (at) => `Draft of ${at} restored`,
    discard: 'Discard',
  },
  list: {
    results: 'Results',
    count: (n) => `${n} in all`,
    stale: 'Not loaded: the network is down. The list is unchanged; try again.',
  },
  stepper: {
    quantity: (name) => `Quantity of ${name}`,
    less: (name) => `Less ${name}`,
    more: (name) => `More ${name}`,
  },
  badField: 'Not filled in correctly, please check',
  signInAgain: 'Your sign-in has expired. Sign in again, then send.',
  upload: {
    take: 'Take a photo',
    choose: 'Choose photos',
    chooseFile: 'Choose a file',
    count: (done, all) => `${done}/${all} uploaded`,
    skipped: (n) => (n === 1 ? '1 file was chosen already.' : `${n} files were chosen already.`),
    done: 'Uploaded',
    remove: 'Remove',
    removeFile: (name) => `Remove ${name}`,
    notAll: 'A file has not arrived: try again, or remove it.',
  },
};
